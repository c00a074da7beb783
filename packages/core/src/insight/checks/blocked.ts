import { isVault, type Facts } from '../facts';
import type { Finding } from '../findings';

/** An account on the pool's blocklist: it cannot stake, nor can others for it. It can still unstake and claim. */
export function checkBlocked(facts: Pick<Facts, 'calls' | 'standing' | 'transaction' | 'vault'>): Finding | null {
  const { transaction, vault } = facts;
  if (!isVault(facts) || !vault || vault.blocked.length === 0) {
    return null;
  }
  const isSender = vault.blocked.includes(transaction.from.toLowerCase() as `0x${string}`);
  return { id: 'blocked', severity: 'warning', account: isSender ? 'sender' : 'receiver' };
}
