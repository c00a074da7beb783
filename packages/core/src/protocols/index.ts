import type { Pool } from '../networks/index';
import type { Protocol } from '../staking/protocol';
import { stakewise } from './stakewise/index';

/** Every protocol that pools can belong to. */
export const protocols: readonly Protocol[] = [stakewise];

/**
 * The protocol of a pool.
 * @throws RangeError for a pool of none: the registry of networks names it wrongly.
 */
export function protocolOf({ id, protocol }: Pick<Pool, 'id' | 'protocol'>): Protocol {
  const found = protocols.find((each) => each.id === protocol);
  if (!found) {
    throw new RangeError(`${id} belongs to ${protocol}, which is no protocol here.`);
  }
  return found;
}
