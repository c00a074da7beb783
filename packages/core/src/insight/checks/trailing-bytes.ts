import { isPool, type Facts } from '../facts';

export type TrailingBytes = { readonly id: 'trailing-bytes'; readonly severity: 'note' };

/** Bytes behind a call that no argument covers: contracts ignore them, and some sites mark their transactions so. */
export function checkTrailingBytes(facts: Pick<Facts, 'kind' | 'subject'>): TrailingBytes | null {
  return isPool(facts) && facts.subject?.parts.some(({ call }) => call.hasTrailingBytes)
    ? { id: 'trailing-bytes', severity: 'note' }
    : null;
}
