import { stakedAssets } from '../insight/amounts';
import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** More than the pool may still take. */
export function checkCapacity(facts: Pick<Facts, 'calls' | 'standing' | 'vault'>): Finding | null {
  const left = facts.vault?.state.capacityLeft ?? null;
  return isVault(facts) && left !== null && stakedAssets(facts) > left
    ? { id: 'over-capacity', severity: 'warning', left }
    : null;
}
