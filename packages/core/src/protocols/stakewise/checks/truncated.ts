import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** A call of a vault that ends before its arguments do: the page that made it is broken, or the data was tampered with. */
export function checkTruncated(facts: Pick<Facts, 'calls' | 'standing'>): Finding | null {
  for (const { call } of isVault(facts) ? facts.calls : []) {
    if (call.kind === 'truncated') {
      return { id: 'truncated', severity: 'critical', selector: call.selector };
    }
  }
  return null;
}
