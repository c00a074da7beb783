import type { ProtocolInsight } from '../insight/protocol';
import type { Pool } from '../networks/index';
import type { Protocol } from '../staking/protocol';
import { protocolList } from './list';

/** A protocol with all that the product does for its pools. */
export type ListedProtocol = Protocol & { readonly insight: ProtocolInsight };

/** Every protocol that pools can belong to. */
export const protocols: readonly ListedProtocol[] = protocolList;

/**
 * The protocol of a pool.
 * @throws RangeError for a pool of none: the registry of networks names it wrongly.
 */
export function protocolOf({ id, protocol }: Pick<Pool, 'id' | 'protocol'>): ListedProtocol {
  const found = protocols.find((each) => each.id === protocol);
  if (!found) {
    throw new RangeError(`${id} belongs to ${protocol}, which is no protocol here.`);
  }
  return found;
}
