import { ownStakedAssets } from '../insight/amounts';
import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

type Given = Pick<Facts, 'burnsOnEntry' | 'calls' | 'earlier' | 'standing' | 'subject' | 'transaction' | 'vault'>;

/** The account holds nothing in this pool, and never staked here as far as the wallet remembers. */
export function checkFirstStake(facts: Given): Finding | null {
  const { burnsOnEntry, earlier, vault } = facts;
  // What the words point at is not told where exits are not followed.
  return isVault(facts) &&
    !burnsOnEntry &&
    ownStakedAssets(facts) > 0n &&
    vault?.held === 0n &&
    earlier?.hasStaked === false
    ? { id: 'first-stake', severity: 'note' }
    : null;
}
