import type { StakingCall } from '../decode-call';
import { isVault, type Facts } from '../facts';
import type { Finding } from '../findings';

function hasTrailingBytes(call: StakingCall): boolean {
  return call.hasTrailingBytes || (call.kind === 'several' && call.calls.some(hasTrailingBytes));
}

/** Bytes behind a call that no argument covers: contracts ignore them, and some sites mark their transactions so. */
export function checkTrailingBytes(facts: Pick<Facts, 'standing' | 'subject'>): Finding | null {
  return isVault(facts) && facts.subject?.parts.some(({ call }) => hasTrailingBytes(call))
    ? { id: 'trailing-bytes', severity: 'note' }
    : null;
}
