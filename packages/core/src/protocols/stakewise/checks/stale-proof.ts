import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** The report that the transaction brings in is not the newest: it may be refused soon, and leaves the pool behind. */
export function checkStaleProof(facts: Pick<Facts, 'calls' | 'standing' | 'vault'>): Finding | null {
  const { calls, vault } = facts;
  const newest = vault?.state.harvest.rewardsRoot.toLowerCase();
  const isStale = calls.some(
    ({ call }) => 'reportRoot' in call && call.reportRoot !== null && call.reportRoot !== newest,
  );
  return isVault(facts) && isStale && vault?.state.harvest.canHarvest
    ? { id: 'stale-proof', severity: 'warning' }
    : null;
}
