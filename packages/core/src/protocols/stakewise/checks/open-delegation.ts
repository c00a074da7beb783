import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/**
 * Somebody gets the right to make calls for an account that holds a stake: with it the stake can be taken away, or
 * unstaked at a time that the account does not choose.
 */
export function checkOpenDelegation(facts: Pick<Facts, 'calls' | 'standing' | 'vault'>): Finding | null {
  const { calls, vault } = facts;
  for (const { call } of isVault(facts) && vault && vault.held > 0n ? calls : []) {
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
