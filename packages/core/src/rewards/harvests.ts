import { scanLogs, toTopic, type Log, type LogFilter } from '../chain/logs';
import type { PoolContext } from '../pool/context';
import { keeperInterface } from '../pool/abi';
import { decodeEvent, decodeEvents, eventTopics, type PoolEvent } from '../pool/events';
import type { PoolState } from '../pool/state';
import type { Seconds } from '../units';
import { harvestsMissing, type HistoryGap } from './history-gap';

/** A report that the pool has taken in. */
export type Harvest = {
  readonly log: Log;
  /** When the oracles made the report; `null` where its log lies before the range that was read. */
  readonly reportedAt: Seconds | null;
};

/** Where the Keeper tells of the pool's harvests. */
export function harvestFilter({ network, pool }: PoolContext): LogFilter {
  return { address: network.keeper, topics: [eventTopics.KeeperHarvested, toTopic(pool.address)] };
}

/**
 * What the Keeper's logs of a pool lack; `null` when they are all there.
 * - Their deltas add up to what the Keeper counts, and the newest is of the report that the pool took in last. (Reports have
 *   numbers, and a pool may leave some out.)
 * - Fees, checkpoints and MEV come with harvests, so each of their blocks has one.
 * Source: the Keeper's `harvest`: the delta is what it counts less what it counted; the number is one more than the report's.
 * @param harvests all of them, in chain order.
 * @param effects logs of vault and escrow that come with harvests, in chain order.
 * @throws StakingError as {@link scanLogs} does.
 */
export async function findHarvestGap(
  context: PoolContext,
  { block, harvest }: PoolState,
  harvests: readonly Log[],
  effects: readonly Log[],
): Promise<HistoryGap | null> {
  const { harvested, rewardsNonce, rewardsRoot } = harvest;
  const blocks = new Set(harvests.map(({ blockNumber }) => blockNumber));
  const lone = effects.filter(({ blockNumber }) => !blocks.has(blockNumber));
  let sum = 0n;
  for (const log of harvests) {
    const event = decodeEvent(log);
    sum += event?.name === 'KeeperHarvested' ? event.assetsDelta : 0n;
  }
  const newest = harvests.at(-1);
  const root = newest?.topics[2];
  const keeper = context.network.keeper;
  const readReports = async (topics: LogFilter['topics'], to: number): Promise<PoolEvent | undefined> =>
    decodeEvents(await scanLogs(context.request, { address: keeper, topics }, context.pool.deployBlock, to)).at(-1);
  const isNewest = async (nonce: bigint): Promise<boolean> => {
    if (root === undefined) {
      // Before its first harvest, a pool has the number of when it got its first validators.
      const approvals = {
        address: keeper,
        topics: [keeperInterface.topic('ValidatorsApproval'), toTopic(context.pool.address)],
      };
      const [first] = await scanLogs(context.request, approvals, context.pool.deployBlock, block.number);
      const report = first && (await readReports([eventTopics.RewardsUpdated], first.blockNumber));
      return nonce === (first ? (report?.name === 'RewardsUpdated' ? report.nonce + 1n : 1n) : 0n);
    }
    if (nonce === rewardsNonce || root === rewardsRoot) {
      return nonce === rewardsNonce && root === rewardsRoot;
    }
    const report = await readReports([eventTopics.RewardsUpdated, null, root], block.number);
    return report?.name === 'RewardsUpdated' && report.nonce + 1n === nonce;
  };
  if (harvested && lone.length === 0 && sum === harvested.assets && (await isNewest(harvested.nonce))) {
    return null;
  }
  const [first, last] = [lone[0], lone.at(-1)];
  return first && last
    ? harvestsMissing(first.blockNumber, last.blockNumber)
    : harvestsMissing(context.pool.deployBlock, block.number);
}

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
  const { request, network } = context;
  const to = state.block.number;
  const [harvests, reports] = await Promise.all([
    scanLogs(request, harvestFilter(context), fromBlock, to),
    scanLogs(request, { address: network.keeper, topics: [eventTopics.RewardsUpdated] }, fromBlock, to),
  ]);
  const reportTimes = new Map(
    decodeEvents(reports)
      .filter((event) => event.name === 'RewardsUpdated')
      .map(({ rewardsRoot, updatedAt }) => [rewardsRoot, updatedAt]),
  );
  return harvests.map((log) => ({ log, reportedAt: reportTimes.get(log.topics[2] ?? '0x') ?? null }));
}
