import type { Facts } from '../facts';
import type { Address } from '../../units';

export type ForeignContract = {
  readonly id: 'foreign-contract';
  readonly severity: 'warning';
  readonly address: Address;
};

/** A pool's own method on a contract that does not claim to be a pool: it may well belong to another protocol. */
export function checkForeignContract({ kind, subject }: Pick<Facts, 'kind' | 'subject'>): ForeignContract | null {
  const isOther =
    kind === 'foreign' || (kind === 'implementation' && subject?.parts.every(({ value }) => value === 0n));
  return isOther && subject ? { id: 'foreign-contract', severity: 'warning', address: subject.address } : null;
}
