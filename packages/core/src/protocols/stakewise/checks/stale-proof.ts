import { isPool } from '../../../insight/facts';
import type { VaultFacts } from '../insight/facts';

export type StaleProof = { readonly id: 'stale-proof'; readonly severity: 'warning' };

/** The report that the transaction brings in is not the newest: it may be refused soon, and leaves the pool behind. */
export function checkStaleProof(facts: Pick<VaultFacts, 'calls' | 'kind' | 'pool'>): StaleProof | null {
  const { calls, pool } = facts;
  const newest = pool?.state.harvest.rewardsRoot.toLowerCase();
  const isStale = calls.some(
    ({ call }) => 'reportRoot' in call && call.reportRoot !== null && call.reportRoot !== newest,
  );
  return isPool(facts) && isStale && pool?.state.harvest.canHarvest ? { id: 'stale-proof', severity: 'warning' } : null;
}
