import { scanLogs, type ScanOptions } from '../../../chain/logs';
import type { PoolContext } from '../../../networks/context';
import { historyIncomplete, logsMissing } from '../../../staking/history-gap';
import { decodeEvents, eventTopics } from '../vault/events';
import { placeCheckpoints, type PlacedCheckpoint } from './queue-history';

/**
 * Reads the queue's checkpoints up to a block, oldest first; all of them, since only so can they be held against the tickets
 * that are served.
 * @param servedTickets `null` where the vault does not tell (version 1): then they count as all.
 * @throws StakingError HISTORY_INCOMPLETE when they come to other tickets; as {@link scanLogs} does.
 */
export async function readCheckpoints(
  { request, pool }: PoolContext,
  block: number,
  servedTickets: bigint | null,
  options?: ScanOptions,
): Promise<PlacedCheckpoint[]> {
  const filter = { address: pool.address, topics: [eventTopics.CheckpointCreated] };
  const events = decodeEvents(await scanLogs(request, filter, pool.deployBlock, block, options));
  const all = events.reduce((sum, event) => sum + (event.name === 'CheckpointCreated' ? event.shares : 0n), 0n);
  if (servedTickets !== null && all !== servedTickets) {
    throw historyIncomplete(logsMissing(pool.deployBlock, block));
  }
  return placeCheckpoints(events, all);
}
