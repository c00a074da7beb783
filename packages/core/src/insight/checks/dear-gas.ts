import { ownStakedAssets } from '../amounts';
import { isPool, type Facts } from '../facts';
import { isDearFee } from '../../staking/fees';
import { yearlyReward } from '../../staking/rate';
import type { Wei } from '../../units';

export type DearGas = {
  readonly id: 'dear-gas';
  readonly severity: 'warning';
  readonly fee: Wei;
  readonly yearly: Wei;
};

/** The network fee eats much of what the stake earns in a year. */
export function checkDearGas(
  facts: Pick<Facts, 'apr' | 'calls' | 'fee' | 'kind' | 'subject' | 'transaction'>,
): DearGas | null {
  const { apr, fee, subject } = facts;
  // What is earned in another asset cannot be compared with what the fee is paid in.
  if (!isPool(facts) || !apr || !fee || subject?.asset.address !== null) {
    return null;
  }
  const yearly = yearlyReward(ownStakedAssets(facts), apr.rate);
  return yearly > 0n && isDearFee(fee, yearly) ? { id: 'dear-gas', severity: 'warning', fee: fee.fee, yearly } : null;
}
