import { isDearFee } from '../../../staking/fees';
import { yearlyReward } from '../../../staking/rate';
import { ownStakedAssets } from '../insight/amounts';
import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** The network fee eats much of what the stake earns in a year. */
export function checkDearGas(
  facts: Pick<Facts, 'apr' | 'calls' | 'fee' | 'standing' | 'subject' | 'transaction'>,
): Finding | null {
  const { apr, fee } = facts;
  if (!isVault(facts) || !apr || !fee) {
    return null;
  }
  const yearly = yearlyReward(ownStakedAssets(facts), apr.rate);
  return yearly > 0n && isDearFee(fee, yearly) ? { id: 'dear-gas', severity: 'warning', fee: fee.fee, yearly } : null;
}
