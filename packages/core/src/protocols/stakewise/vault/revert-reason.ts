import type { RevertReason, StakingErrorCode } from '../../../problems';
import { explainPlainRevert } from '../../../staking/revert';
import type { Hex } from '../../../units';
import { vaultInterface } from './abi';

/** Our code for each error of the vault. */
const codes: Readonly<Record<string, StakingErrorCode>> = {
  AccessDenied: 'ACCOUNT_BLOCKED',
  InvalidShares: 'AMOUNT_TOO_SMALL',
  InvalidAssets: 'AMOUNT_TOO_SMALL',
  ZeroAddress: 'WOULD_REVERT',
  CapacityExceeded: 'CAPACITY_EXCEEDED',
  NotHarvested: 'NOT_HARVESTED',
  NotCollateralized: 'NOT_COLLATERALIZED',
  Collateralized: 'WOULD_REVERT',
  InvalidProof: 'HARVEST_PROOF_UNAVAILABLE',
  InvalidRewardsRoot: 'HARVEST_PROOF_UNAVAILABLE',
  InvalidCheckpointIndex: 'WOULD_REVERT',
  ExitRequestNotProcessed: 'NOTHING_TO_CLAIM',
  ClaimTooEarly: 'CLAIM_TOO_EARLY',
  InsufficientAssets: 'WOULD_REVERT',
  FailedInnerCall: 'WOULD_REVERT',
  FailedCall: 'WOULD_REVERT',
};

const panicSelector = '0x4e487b71';

/**
 * Why revert data says that a vault refused. Sources: the vault's custom errors, and Solidity's own. Version 1 of the vault
 * loses the reason inside `multicall`, so simulate each call alone to explain a failure.
 */
export function explainRevert(data: Hex): RevertReason {
  const name = vaultInterface.errorName(data);
  const code = name === undefined ? undefined : codes[name];
  if (name !== undefined && code) {
    return { name, code };
  }
  if (data.startsWith(panicSelector) && BigInt(`0x${data.slice(10) || '0'}`) === 0x11n) {
    return { name: 'Panic(0x11)', code: 'INSUFFICIENT_STAKE' };
  }
  return explainPlainRevert(data);
}
