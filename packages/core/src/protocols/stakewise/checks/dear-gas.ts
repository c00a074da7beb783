import { yearlyReward } from '../ledger/apr';
import { ownStakedAssets } from '../insight/amounts';
import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** Above this part of a year's reward the network fee deserves a warning, in percent. */
const dearPercent = 30n;

/** The network fee eats much of what the stake earns in a year. */
export function checkDearGas(
  facts: Pick<Facts, 'apr' | 'calls' | 'fee' | 'standing' | 'subject' | 'transaction'>,
): Finding | null {
  const { apr, fee } = facts;
  if (!isVault(facts) || !apr || !fee) {
    return null;
  }
  const yearly = yearlyReward(ownStakedAssets(facts), apr.rate);
  return yearly > 0n && fee.fee * 100n > yearly * dearPercent
    ? { id: 'dear-gas', severity: 'warning', fee: fee.fee, yearly }
    : null;
}
