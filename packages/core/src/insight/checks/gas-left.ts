import { ownStakedAssets, spentAssets } from '../amounts';
import { isPool, type Facts } from '../facts';
import { exitReserve } from '../../staking/fees';
import type { Wei } from '../../units';

export type LittleGas = { readonly id: 'little-gas'; readonly severity: 'warning'; readonly left: Wei };

type Given = Pick<Facts, 'calls' | 'concerns' | 'fee' | 'kind' | 'subject' | 'transaction' | 'pool'>;

/** So little ETH stays after a stake that it will not pay the gas of unstaking and claiming later. */
export function checkGasLeft(facts: Given): LittleGas | null {
  const { fee, pool } = facts;
  if (!isPool(facts) || !fee || !pool || ownStakedAssets(facts) === 0n) {
    return null;
  }
  const left = pool.balance - spentAssets(facts) - fee.fee;
  return left >= -fee.fee && left < exitReserve(fee)
    ? { id: 'little-gas', severity: 'warning', left: left < 0n ? 0n : left }
    : null;
}
