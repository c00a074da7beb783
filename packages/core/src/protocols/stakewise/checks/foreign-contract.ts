import type { Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** A vault's own method on a contract that does not claim to be a vault: it may well belong to another protocol. */
export function checkForeignContract({ standing, subject }: Pick<Facts, 'standing' | 'subject'>): Finding | null {
  const isOther =
    standing === 'foreign' || (standing === 'implementation' && subject?.parts.every(({ value }) => value === 0n));
  return isOther && subject ? { id: 'foreign-contract', severity: 'warning', address: subject.address } : null;
}
