import type { Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** A contract that says it is a vault of the protocol, while the protocol's registry does not have it. */
export function checkRegistered({ standing, subject }: Pick<Facts, 'standing' | 'subject'>): Finding | null {
  return standing === 'pretends' && subject
    ? { id: 'not-registered', severity: 'critical', address: subject.address }
    : null;
}
