import { isVault, type Facts } from '../facts';
import type { Finding } from '../findings';

/** A call of a vault that cannot be put into words. */
export function checkUnknownCall(facts: Pick<Facts, 'simulation' | 'standing' | 'subject'>): Finding | null {
  const { simulation, subject } = facts;
  for (const { call, value } of isVault(facts) ? (subject?.parts ?? []) : []) {
    // With ETH that stays it is worse: see `checkGivesAway`.
    if (call.kind === 'unknown' && (value === 0n || simulation?.goesThrough === false)) {
      return { id: 'unknown-call', severity: 'warning', selector: call.selector };
    }
  }
  return null;
}
