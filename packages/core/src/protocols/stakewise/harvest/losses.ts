import type { PoolEvent } from '../vault/events';

/** A harvest whose report took something from the pool. */
export type Loss = Extract<PoolEvent, { name: 'KeeperHarvested' }>;

/** The Keeper's harvests that took something from the pool. */
export function lossesIn(events: readonly PoolEvent[]): Loss[] {
  return events.filter((event): event is Loss => event.name === 'KeeperHarvested' && event.assetsDelta < 0n);
}
