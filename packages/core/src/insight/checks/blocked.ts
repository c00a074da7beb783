import { stakerOf } from '../amounts';
import { isPool, type Facts } from '../facts';
import type { Address } from '../../units';

export type Blocked = { readonly id: 'blocked'; readonly severity: 'warning'; readonly account: 'sender' | 'receiver' };

/** An account on the pool's blocklist: it cannot stake, nor can others for it. It can still unstake and claim. */
export function checkBlocked(
  facts: Pick<Facts, 'calls' | 'kind' | 'subject' | 'transaction' | 'pool'>,
): Blocked | null {
  const { pool } = facts;
  if (!isPool(facts) || !pool || pool.blocked.length === 0) {
    return null;
  }
  const isSender = pool.blocked.includes(stakerOf(facts).toLowerCase() as Address);
  return { id: 'blocked', severity: 'warning', account: isSender ? 'sender' : 'receiver' };
}
