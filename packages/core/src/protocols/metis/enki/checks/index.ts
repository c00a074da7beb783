import { checkTokensLost } from './tokens-lost';
import { checkUnfundedTicket } from './unfunded-ticket';
import { checkVestsLater } from './vests-later';

/** The checks of ENKI, beside those that all protocols share. */
export const enkiChecks = [checkTokensLost, checkUnfundedTicket, checkVestsLater] as const;
