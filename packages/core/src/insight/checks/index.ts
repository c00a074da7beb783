import type { Facts } from '../facts';
import { byWeight, type AnyFinding } from '../findings';
import type { Check, ProtocolInsight } from '../protocol';
import { protocolOfSubject } from '../subjects';
import { checkAccountCode } from './account-code';
import { checkBalance } from './balance';
import { checkBlocked } from './blocked';
import { checkCapacity } from './capacity';
import { checkDearGas } from './dear-gas';
import { checkFirstStake } from './first-stake';
import { checkForeignContract } from './foreign-contract';
import { checkGasLeft } from './gas-left';
import { checkEscrow, checkGivesAway } from './gives-away';
import { checkHiddenCalls } from './hidden-calls';
import { checkImplementation } from './implementation';
import { checkLookAlike } from './look-alike';
import { checkApproval, checkPoolApproval } from './open-approval';
import { checkOpenDelegation } from './open-delegation';
import { checkOpenExit } from './open-exit';
import { checkOrigin } from './origin';
import { checkOtherChain } from './other-chain';
import { checkPaysNothing } from './pays-nothing';
import { checkPriceFell } from './price-fell';
import { checkBareCode, checkProtocolContract } from './protocol-contract';
import { checkExitReceiver, checkOwnReceiver, checkStakeReceiver, checkTokenReceiver } from './receiver';
import { checkReferrer } from './referrer';
import { checkRegistered } from './registered';
import { checkRevert } from './revert';
import { checkTokenSent } from './token-sent';
import { checkTrailingBytes } from './trailing-bytes';
import { checkTruncated } from './truncated';
import { checkUnknownCall } from './unknown-call';
import { checkWorthlessExit } from './worthless-exit';

/** Checks of the transaction as a whole. Each check is a pure function of the facts and has its own file. */
const transactionChecks = [
  checkLookAlike,
  checkOtherChain,
  checkProtocolContract,
  checkTokenSent,
  checkApproval,
  checkEscrow,
  checkHiddenCalls,
  checkAccountCode,
] as const;

/** Checks of a pool that the transaction calls, whose dangers come before those that its protocol alone knows. */
const dangers = [
  checkRegistered,
  checkBareCode,
  checkStakeReceiver,
  checkExitReceiver,
  checkTokenReceiver,
  checkPoolApproval,
  checkGivesAway,
  checkOpenDelegation,
  checkTruncated,
  checkRevert,
  checkForeignContract,
  checkUnknownCall,
] as const;

/** The rest of them. */
const remarks = [
  checkPaysNothing,
  checkWorthlessExit,
  checkBlocked,
  checkCapacity,
  checkBalance,
  checkGasLeft,
  checkDearGas,
  checkPriceFell,
  checkOrigin,
  checkOwnReceiver,
  checkFirstStake,
  checkImplementation,
  checkReferrer,
  checkTrailingBytes,
  checkOpenExit,
] as const;

/** What one of some checks finds. */
export type FoundBy<Checks extends readonly ((facts: never) => AnyFinding | null)[]> = NonNullable<
  ReturnType<Checks[number]>
>;

/** What the checks find that all protocols share. */
export type SharedFinding = FoundBy<typeof transactionChecks | typeof dangers | typeof remarks>;

/** A finding as a text, by which equal ones are known. */
const textOf = (finding: AnyFinding): string =>
  JSON.stringify(finding, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));

/** What the checks find of a transaction and of each pool that it calls, the heaviest first, each once. */
export function runChecks(
  protocols: readonly ProtocolInsight[],
  main: Facts,
  ...others: readonly Facts[]
): readonly AnyFinding[] {
  const all = [main, ...others];
  const run = (checks: readonly Check[], of: readonly Facts[]): AnyFinding[] =>
    checks.flatMap((check) => of.flatMap((facts) => check(facts) ?? []));
  const own = protocols.flatMap((protocol) =>
    run(
      protocol.checks,
      all.filter(({ subject }) => protocolOfSubject(protocols, subject) === protocol),
    ),
  );
  const findings = [...run(transactionChecks, [main]), ...run(dangers, all), ...own, ...run(remarks, all)];
  return byWeight([...new Map(findings.map((finding) => [textOf(finding), finding])).values()]);
}
