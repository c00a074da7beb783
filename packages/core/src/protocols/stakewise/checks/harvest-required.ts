import { isPool } from '../../../insight/facts';
import type { VaultFacts } from '../insight/facts';

export type HarvestRequired = { readonly id: 'harvest-required'; readonly severity: 'warning' };

/** The pool is two reports behind, so that it refuses stakes, and this transaction brings none in. */
export function checkHarvestRequired(facts: Pick<VaultFacts, 'calls' | 'kind' | 'pool'>): HarvestRequired | null {
  const { calls, pool } = facts;
  return isPool(facts) &&
    pool?.state.harvest.isRequired === true &&
    calls.some(({ call }) => call.kind === 'stake' && call.reportRoot === null) &&
    !calls.some(({ call }) => call.kind === 'update')
    ? { id: 'harvest-required', severity: 'warning' }
    : null;
}
