import { checkDeedRefused } from './deed-refused';
import { checkRecipientFinal } from './recipient-final';
import { checkRewardsToAnother } from './rewards-to-another';
import { checkValueLost } from './value-lost';

/** The checks of the sequencer pool, beside those that all protocols share. */
export const sequencerChecks = [checkValueLost, checkDeedRefused, checkRecipientFinal, checkRewardsToAnother] as const;
