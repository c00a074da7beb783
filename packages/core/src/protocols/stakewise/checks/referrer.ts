import { zeroAddress, isSameAddress } from '../../../units';
import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** The stake names somebody who brought it. It costs nothing, and is public. */
export function checkReferrer(facts: Pick<Facts, 'calls' | 'standing' | 'transaction'>): Finding | null {
  for (const { call } of isVault(facts) ? facts.calls : []) {
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
