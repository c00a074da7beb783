import { scanLogs, toTopic, type Log } from '../chain/logs';
import type { PoolContext } from '../pool/context';
import { decodeEvents, eventTopics } from '../pool/events';
import type { PoolState } from '../pool/state';
import type { Seconds } from '../units';

/** A report that the pool has taken in. */
export type Harvest = {
  readonly log: Log;
  /** When the oracles made the report; `null` where its log lies before the range that was read. */
  readonly reportedAt: Seconds | null;
};

/** Blocks of Ethereum are at least this far apart, so a time spans at most so many blocks. */
export const slotSeconds = 12;

/** A block that is not later than a time, from the present one: may be earlier, never later. */
export function blockNotAfter(state: PoolState, deployBlock: number, time: Seconds): number {
  const age = Math.max(0, state.block.timestamp - time);
  return Math.max(deployBlock, state.block.number - Math.ceil(age / slotSeconds));
}

/**
 * Reads the pool's harvests from `fromBlock` on, oldest first: two per day and few bytes, whatever happens in the pool.
 * @throws StakingError CHAIN_UNAVAILABLE when the node gives no logs.
 */
export async function readHarvests(context: PoolContext, state: PoolState, fromBlock: number): Promise<Harvest[]> {
  const { request, network, pool } = context;
  const to = state.block.number;
  const [harvests, reports] = await Promise.all([
    scanLogs(
      request,
      { address: network.keeper, topics: [eventTopics.KeeperHarvested, toTopic(pool.address)] },
      fromBlock,
      to,
    ),
    scanLogs(request, { address: network.keeper, topics: [eventTopics.RewardsUpdated] }, fromBlock, to),
  ]);
  const reportTimes = new Map(
    decodeEvents(reports)
      .filter((event) => event.name === 'RewardsUpdated')
      .map(({ rewardsRoot, updatedAt }) => [rewardsRoot, updatedAt]),
  );
  return harvests.map((log) => ({ log, reportedAt: reportTimes.get(log.topics[2] ?? '0x') ?? null }));
}
