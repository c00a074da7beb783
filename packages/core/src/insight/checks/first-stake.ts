import { stakedAssets } from '../amounts';
import { isVault, type Facts } from '../facts';
import type { Finding } from '../findings';

/** The account holds nothing in this pool, and never staked here as far as the wallet remembers. */
export function checkFirstStake(facts: Pick<Facts, 'calls' | 'earlier' | 'standing' | 'vault'>): Finding | null {
  const { earlier, vault } = facts;
  return isVault(facts) && stakedAssets(facts) > 0n && vault?.held === 0n && earlier?.hasStaked === false
    ? { id: 'first-stake', severity: 'note' }
    : null;
}
