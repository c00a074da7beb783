import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** Bytes behind a call that no argument covers: contracts ignore them, and some sites mark their transactions so. */
export function checkTrailingBytes(facts: Pick<Facts, 'standing' | 'subject'>): Finding | null {
  return isVault(facts) && facts.subject?.parts.some(({ call }) => call.hasTrailingBytes)
    ? { id: 'trailing-bytes', severity: 'note' }
    : null;
}
