import type { RevertReason, StakingErrorCode } from '../../../problems';
import { explainPlainRevert } from '../../../staking/revert';
import type { Hex } from '../../../units';
import { lockingPoolAbi } from './abi';

type Known = { readonly name: string; readonly code: StakingErrorCode };

/** Our code for each error of the pool, by its name or by its text. */
const known: readonly Known[] = [
  { name: 'NotWhitelisted', code: 'ACCOUNT_BLOCKED' },
  { name: 'NotSeqOwner', code: 'UNKNOWN_EXIT' },
  { name: 'NoSuchSeq', code: 'UNKNOWN_EXIT' },
  { name: 'Pausable: paused', code: 'POOL_PAUSED' },
  { name: 'locked>maxLock', code: 'CAPACITY_EXCEEDED' },
  { name: 'No new locked added', code: 'AMOUNT_TOO_SMALL' },
  { name: 'withdraw throttle', code: 'CLAIM_TOO_EARLY' },
  { name: 'Not allowed to cliam', code: 'CLAIM_TOO_EARLY' },
  { name: 'invalid amount', code: 'INSUFFICIENT_STAKE' },
];

/** What the pool says where more than a third would be on the way out. */
const exitLimit = { name: 'BFT restriction' };

/** Why revert data says that the pool refused. Sources: its custom errors, and its texts. */
export function explainLockingRevert(data: Hex): RevertReason {
  const plain = explainPlainRevert(data);
  const name = lockingPoolAbi.errorName(data) ?? plain.said;
  const code = known.find((each) => each.name === name)?.code ?? plain.code;
  return plain.said === undefined && name !== undefined ? { name, code } : { ...plain, code };
}

/** True for a refusal because too many are on the way out. */
export function isExitLimit(data: Hex): boolean {
  return explainLockingRevert(data).said === exitLimit.name;
}

/** True for a refusal of the pool itself, not of the bridge behind it: no value that goes along changes it. */
export function isOfPool(data: Hex): boolean {
  const { name, code } = explainLockingRevert(data);
  return isExitLimit(data) || lockingPoolAbi.errorName(data) === name || code !== 'WOULD_REVERT';
}
