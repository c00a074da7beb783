import { checkExitApproval } from './exit-approval';
import { checkNativeRefused } from './native-refused';
import { checkTokensLost } from './tokens-lost';
import { checkUnfundedTicket } from './unfunded-ticket';
import { checkVestingStops } from './vesting-stops';
import { checkVestsLater } from './vests-later';

/** The checks of ENKI, beside those that all protocols share. */
export const enkiChecks = [
  checkTokensLost,
  checkNativeRefused,
  checkExitApproval,
  checkUnfundedTicket,
  checkVestsLater,
  checkVestingStops,
] as const;
