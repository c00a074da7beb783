import { isShort } from '../amounts';
import { isPool, type Facts } from '../facts';
import type { Wei } from '../../units';

export type NotEnoughEth = { readonly id: 'not-enough-eth'; readonly severity: 'warning'; readonly balance: Wei };

type Given = Pick<Facts, 'concerns' | 'kind' | 'subject' | 'transaction' | 'pool'>;

/** Less ETH in the account than the transaction sends. */
export function checkBalance(facts: Given): NotEnoughEth | null {
  const balance = facts.pool?.balance;
  return isPool(facts) && balance !== undefined && isShort(facts)
    ? { id: 'not-enough-eth', severity: 'warning', balance }
    : null;
}
