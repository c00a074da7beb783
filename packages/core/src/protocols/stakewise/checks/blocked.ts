import type { Address } from '../../../units';
import { stakerOf } from '../insight/amounts';
import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** An account on the pool's blocklist: it cannot stake, nor can others for it. It can still unstake and claim. */
export function checkBlocked(
  facts: Pick<Facts, 'calls' | 'standing' | 'subject' | 'transaction' | 'vault'>,
): Finding | null {
  const { vault } = facts;
  if (!isVault(facts) || !vault || vault.blocked.length === 0) {
    return null;
  }
  const isSender = vault.blocked.includes(stakerOf(facts).toLowerCase() as Address);
  return { id: 'blocked', severity: 'warning', account: isSender ? 'sender' : 'receiver' };
}
