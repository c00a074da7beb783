import { ownStakedAssets } from '../amounts';
import { isPool, type Facts } from '../facts';

export type FirstStake = { readonly id: 'first-stake'; readonly severity: 'note' };

type Given = Pick<Facts, 'followsExits' | 'calls' | 'earlier' | 'kind' | 'subject' | 'transaction' | 'pool'>;

/** The account holds nothing in this pool, and never staked here as far as the wallet remembers. */
export function checkFirstStake(facts: Given): FirstStake | null {
  const { followsExits, earlier, pool } = facts;
  // What the words point at is not told where exits are not followed.
  return isPool(facts) &&
    followsExits &&
    ownStakedAssets(facts) > 0n &&
    pool?.held === 0n &&
    earlier?.hasStaked === false
    ? { id: 'first-stake', severity: 'note' }
    : null;
}
