import { isPool, type Facts } from '../facts';
import type { Hex } from '../../units';

export type Truncated = { readonly id: 'truncated'; readonly severity: 'critical'; readonly selector: Hex };

/** A call of a pool that ends before its arguments do: the page that made it is broken, or the data was tampered with. */
export function checkTruncated(facts: Pick<Facts, 'calls' | 'kind'>): Truncated | null {
  for (const { call } of isPool(facts) ? facts.calls : []) {
    if (call.kind === 'truncated') {
      return { id: 'truncated', severity: 'critical', selector: call.selector };
    }
  }
  return null;
}
