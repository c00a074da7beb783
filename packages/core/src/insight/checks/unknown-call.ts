import { isVault, type Facts } from '../facts';
import type { Finding } from '../findings';

/** A call of a vault that cannot be put into words. */
export function checkUnknownCall(facts: Pick<Facts, 'calls' | 'standing'>): Finding | null {
  for (const { call } of isVault(facts) ? facts.calls : []) {
    if (call.kind === 'unknown') {
      return { id: 'unknown-call', severity: 'warning', selector: call.selector };
    }
  }
  return null;
}
