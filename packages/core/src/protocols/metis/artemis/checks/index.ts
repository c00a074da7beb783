import { checkLeastShares } from './least-shares';
import { checkMetisLost } from './metis-lost';

/** The checks of Artemis, beside those that all protocols share. */
export const artemisChecks = [checkMetisLost, checkLeastShares] as const;
