import type { Facts } from '../facts';
import { byWeight, type Finding } from '../findings';
import { checkBalance, checkGasLeft } from './balance';
import { checkBlocked } from './blocked';
import { checkCapacity } from './capacity';
import { checkDearGas } from './dear-gas';
import { checkFirstStake } from './first-stake';
import { checkForeignContract } from './foreign-contract';
import { checkHarvestRequired } from './harvest-required';
import { checkHiddenCalls } from './hidden-calls';
import { checkImplementation } from './implementation';
import { checkLookAlike } from './look-alike';
import { checkOpenExit } from './open-exit';
import { checkOrigin } from './origin';
import { checkOtherChain } from './other-chain';
import { checkPaysNothing } from './pays-nothing';
import { checkPriceFell } from './price-fell';
import { checkProtocolContract } from './protocol-contract';
import { checkExitReceiver, checkStakeReceiver } from './receiver';
import { checkReferrer } from './referrer';
import { checkRegistered } from './registered';
import { checkReportLoss } from './report-loss';
import { checkRevert } from './revert';
import { checkStaleProof } from './stale-proof';
import { checkTooEarly } from './too-early';
import { checkTrailingBytes } from './trailing-bytes';
import { checkTruncated } from './truncated';
import { checkUnknownCall } from './unknown-call';

/** Every check, the heaviest first. Each is a pure function of the facts and has its own file. */
const checks: readonly ((facts: Facts) => Finding | null)[] = [
  checkLookAlike,
  checkOtherChain,
  checkRegistered,
  checkProtocolContract,
  checkHiddenCalls,
  checkStakeReceiver,
  checkExitReceiver,
  checkTruncated,
  checkRevert,
  checkForeignContract,
  checkUnknownCall,
  checkPaysNothing,
  checkTooEarly,
  checkHarvestRequired,
  checkStaleProof,
  checkBlocked,
  checkCapacity,
  checkBalance,
  checkGasLeft,
  checkDearGas,
  checkReportLoss,
  checkPriceFell,
  checkOrigin,
  checkFirstStake,
  checkImplementation,
  checkReferrer,
  checkTrailingBytes,
  checkOpenExit,
];

/** What the checks find, the heaviest first. */
export function runChecks(facts: Facts): readonly Finding[] {
  return byWeight(checks.flatMap((check) => check(facts) ?? []));
}
