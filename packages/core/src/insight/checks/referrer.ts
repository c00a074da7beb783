import { isPool, type Facts } from '../facts';
import { isSameAddress, zeroAddress, type Address } from '../../units';

export type Referrer = { readonly id: 'referrer'; readonly severity: 'note'; readonly referrer: Address };

/** The stake names somebody who brought it. It costs nothing, and is public. */
export function checkReferrer(facts: Pick<Facts, 'calls' | 'kind' | 'transaction'>): Referrer | null {
  for (const { call } of isPool(facts) ? facts.calls : []) {
    if (
      call.kind === 'stake' &&
      call.referrer !== zeroAddress &&
      !isSameAddress(call.referrer, facts.transaction.from)
    ) {
      return { id: 'referrer', severity: 'note', referrer: call.referrer };
    }
  }
  return null;
}
