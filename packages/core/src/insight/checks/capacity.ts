import { stakedAssets } from '../amounts';
import { isPool, type Facts } from '../facts';
import type { Wei } from '../../units';

export type OverCapacity = { readonly id: 'over-capacity'; readonly severity: 'warning'; readonly left: Wei };

/** More than the pool may still take. */
export function checkCapacity(facts: Pick<Facts, 'calls' | 'kind' | 'pool'>): OverCapacity | null {
  const left = facts.pool?.state.capacityLeft ?? null;
  return isPool(facts) && left !== null && stakedAssets(facts) > left
    ? { id: 'over-capacity', severity: 'warning', left }
    : null;
}
