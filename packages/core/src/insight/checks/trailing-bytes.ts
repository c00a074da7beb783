import { isVault, type Facts } from '../facts';
import type { Finding } from '../findings';

/** Bytes behind a call that no argument covers: contracts ignore them, and some sites mark their transactions so. */
export function checkTrailingBytes(facts: Pick<Facts, 'standing' | 'subject'>): Finding | null {
  return isVault(facts) && facts.subject?.parts.some(({ call }) => call.hasTrailingBytes)
    ? { id: 'trailing-bytes', severity: 'note' }
    : null;
}
