import { isPool, type Facts } from '../facts';
import type { GrantReach } from '../../staking/call';
import type { Address } from '../../units';

/** Critical where nothing keeps the delegate from the stake. */
export type OpenDelegation = {
  readonly id: 'open-delegation';
  readonly severity: 'critical' | 'warning';
  readonly reach: GrantReach;
  readonly delegate: Address;
};

/**
 * Somebody gets the right to make calls for an account that holds a stake: with it the stake can be taken away, or
 * unstaked at a time that the account does not choose.
 */
export function checkOpenDelegation(facts: Pick<Facts, 'calls' | 'kind' | 'pool'>): OpenDelegation | null {
  const { calls, pool } = facts;
  for (const { call } of isPool(facts) && pool && pool.held > 0n ? calls : []) {
    if (call.kind === 'grant') {
      return {
        id: 'open-delegation',
        severity: call.reach === 'anything' ? 'critical' : 'warning',
        reach: call.reach,
        delegate: call.delegate,
      };
    }
  }
  return null;
}
