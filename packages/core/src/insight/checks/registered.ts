import type { Facts } from '../facts';
import type { Address } from '../../units';

export type NotRegistered = { readonly id: 'not-registered'; readonly severity: 'critical'; readonly address: Address };

/** A contract that says it is a vault of the protocol, while the protocol's registry does not have it. */
export function checkRegistered({ kind, subject }: Pick<Facts, 'kind' | 'subject'>): NotRegistered | null {
  return kind === 'pretends' && subject
    ? { id: 'not-registered', severity: 'critical', address: subject.address }
    : null;
}
