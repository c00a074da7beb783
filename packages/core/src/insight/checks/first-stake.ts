import { ownStakedAssets } from '../amounts';
import { isVault, type Facts } from '../facts';
import type { Finding } from '../findings';

type Given = Pick<Facts, 'calls' | 'earlier' | 'standing' | 'subject' | 'transaction' | 'vault'>;

/** The account holds nothing in this pool, and never staked here as far as the wallet remembers. */
export function checkFirstStake(facts: Given): Finding | null {
  const { earlier, vault } = facts;
  return isVault(facts) && ownStakedAssets(facts) > 0n && vault?.held === 0n && earlier?.hasStaked === false
    ? { id: 'first-stake', severity: 'note' }
    : null;
}
