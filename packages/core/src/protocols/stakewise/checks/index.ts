import type { Facts } from '../insight/facts';
import { byWeight, type Finding } from '../insight/findings';
import { checkAccountCode } from './account-code';
import { checkBalance, checkGasLeft } from './balance';
import { checkBlocked } from './blocked';
import { checkBurnsOnEntry } from './burns-on-entry';
import { checkCapacity } from './capacity';
import { checkDearGas } from './dear-gas';
import { checkFirstStake } from './first-stake';
import { checkForeignContract } from './foreign-contract';
import { checkEscrow, checkGivesAway } from './gives-away';
import { checkHarvestRequired } from './harvest-required';
import { checkHiddenCalls } from './hidden-calls';
import { checkImplementation } from './implementation';
import { checkLookAlike } from './look-alike';
import { checkOpenDelegation } from './open-delegation';
import { checkOpenExit } from './open-exit';
import { checkOrigin } from './origin';
import { checkOtherChain } from './other-chain';
import { checkPaysNothing } from './pays-nothing';
import { checkPriceFell } from './price-fell';
import { checkBareCode, checkProtocolContract } from './protocol-contract';
import { checkExitReceiver, checkStakeReceiver, checkTokenReceiver } from './receiver';
import { checkReferrer } from './referrer';
import { checkRegistered } from './registered';
import { checkReportLoss } from './report-loss';
import { checkRevert } from './revert';
import { checkStaleProof } from './stale-proof';
import { checkTooEarly } from './too-early';
import { checkTrailingBytes } from './trailing-bytes';
import { checkTruncated } from './truncated';
import { checkUnknownCall } from './unknown-call';
import { checkWorthlessExit } from './worthless-exit';

type Check = (facts: Facts) => Finding | null;

/** Checks of the transaction as a whole. Each check is a pure function of the facts and has its own file. */
const transactionChecks: readonly Check[] = [
  checkLookAlike,
  checkOtherChain,
  checkProtocolContract,
  checkEscrow,
  checkHiddenCalls,
  checkAccountCode,
];

/** Checks of a vault that the transaction calls, the heaviest first. */
const vaultChecks: readonly Check[] = [
  checkRegistered,
  checkBareCode,
  checkStakeReceiver,
  checkExitReceiver,
  checkTokenReceiver,
  checkGivesAway,
  checkOpenDelegation,
  checkTruncated,
  checkRevert,
  checkForeignContract,
  checkUnknownCall,
  checkBurnsOnEntry,
  checkPaysNothing,
  checkWorthlessExit,
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

/** A finding as a text, by which equal ones are known. */
const textOf = (finding: Finding): string =>
  JSON.stringify(finding, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));

/** What the checks find of a transaction and of each vault that it calls, the heaviest first, each once. */
export function runChecks(main: Facts, ...others: readonly Facts[]): readonly Finding[] {
  const all = [main, ...others];
  const findings = [
    ...transactionChecks.flatMap((check) => check(main) ?? []),
    ...vaultChecks.flatMap((check) => all.flatMap((facts) => check(facts) ?? [])),
  ];
  return byWeight([...new Map(findings.map((finding) => [textOf(finding), finding])).values()]);
}
