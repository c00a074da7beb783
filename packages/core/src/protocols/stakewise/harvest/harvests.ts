import { stakewiseOn } from '../contracts';
import { scanLogs, toTopic, type Log, type LogFilter } from '../../../chain/logs';
import type { PoolContext } from '../../../networks/context';
import { keeperInterface } from '../vault/abi';
import { decodeEvent, decodeEvents, eventTopics, type PoolEvent } from '../vault/events';
import type { HarvestState, VaultState } from '../vault/state';
import type { Seconds } from '../../../units';
import { harvestsMissing, type HistoryGap } from '../../../staking/history-gap';

/** A report that the pool has taken in. */
export type Harvest = {
  readonly log: Log;
  /** When the oracles made the report; `null` where its log lies before the range that was read. */
  readonly reportedAt: Seconds | null;
};

/** Where the Keeper tells of the pool's harvests. */
export function harvestFilter({ network, pool }: PoolContext): LogFilter {
  return { address: stakewiseOn(network).keeper, topics: [eventTopics.KeeperHarvested, toTopic(pool.address)] };
}

/** Where the Keeper tells that it let the pool register validators. */
export function approvalFilter({ network, pool }: PoolContext): LogFilter {
  return {
    address: stakewiseOn(network).keeper,
    topics: [keeperInterface.topic('ValidatorsApproval'), toTopic(pool.address)],
  };
}

/**
 * Whether a harvest is the pool's newest, as the Keeper counts: it keeps one more than the number of the report.
 * @param reports among which the one of the harvest is looked for, where it is not the Keeper's newest.
 */
export function isNewestHarvest(
  { topics }: Log,
  reports: readonly PoolEvent[],
  { harvested, rewardsNonce, rewardsRoot }: HarvestState,
): boolean {
  const root = topics[2];
  const report = reports.findLast((each) => each.name === 'RewardsUpdated' && each.rewardsRoot === root);
  const next = root === rewardsRoot ? rewardsNonce : report?.name === 'RewardsUpdated' ? report.nonce + 1n : undefined;
  return harvested !== null && harvested.nonce === next;
}

/**
 * What the Keeper's logs of a pool lack; `null` when they are all there.
 * - Their deltas add up to what the Keeper counts, and the newest is of the report that the pool took in last. (Reports have
 *   numbers, and a pool may leave some out.)
 * - Fees, checkpoints and MEV come with harvests, so each of their blocks has one.
 * Source: the Keeper's `harvest`: the delta is what it counts less what it counted; the number is one more than the report's.
 * @param harvests all of them, in chain order; with `isSpan` those since a block, which cannot add up and are not held to.
 * @param effects logs of vault and escrow that come with harvests, in chain order.
 * @param reports the Keeper's `RewardsUpdated` that are at hand: the report of the newest harvest need not be asked for then.
 * @throws StakingError as {@link scanLogs} does.
 */
export async function findHarvestGap(
  context: PoolContext,
  { block, harvest }: VaultState,
  harvests: readonly Log[],
  effects: readonly Log[],
  { reports = [], isSpan = false }: { readonly reports?: readonly PoolEvent[]; readonly isSpan?: boolean } = {},
): Promise<HistoryGap | null> {
  const { harvested } = harvest;
  const blocks = new Set(harvests.map(({ blockNumber }) => blockNumber));
  const lone = effects.filter(({ blockNumber }) => !blocks.has(blockNumber));
  let sum = 0n;
  for (const log of harvests) {
    const event = decodeEvent(log);
    sum += event?.name === 'KeeperHarvested' ? event.assetsDelta : 0n;
  }
  const newest = harvests.at(-1);
  const root = newest?.topics[2];
  const keeper = stakewiseOn(context.network).keeper;
  const readReports = async (topics: LogFilter['topics'], to: number): Promise<PoolEvent | undefined> =>
    decodeEvents(await scanLogs(context.request, { address: keeper, topics }, context.pool.deployBlock, to)).at(-1);
  const isNewest = async (nonce: bigint): Promise<boolean> => {
    if (newest === undefined || root === undefined) {
      // Before its first harvest, a pool has the number of when it got its first validators.
      const approvals = approvalFilter(context);
      const [first] = await scanLogs(context.request, approvals, context.pool.deployBlock, block.number);
      const report = first && (await readReports([eventTopics.RewardsUpdated], first.blockNumber));
      return nonce === (first ? (report?.name === 'RewardsUpdated' ? report.nonce + 1n : 1n) : 0n);
    }
    if (isNewestHarvest(newest, reports, harvest)) {
      return true;
    }
    const report = await readReports([eventTopics.RewardsUpdated, null, root], block.number);
    return report !== undefined && isNewestHarvest(newest, [report], harvest);
  };
  if (harvested && lone.length === 0 && (isSpan || sum === harvested.assets) && (await isNewest(harvested.nonce))) {
    return null;
  }
  const [first, last] = [lone[0], lone.at(-1)];
  return first && last
    ? harvestsMissing(first.blockNumber, last.blockNumber)
    : harvestsMissing(context.pool.deployBlock, block.number);
}

/** A block that is not later than a time, from the present one: may be earlier, never later. */
export function blockNotAfter(
  { network, pool }: Pick<PoolContext, 'network' | 'pool'>,
  { block }: VaultState,
  time: Seconds,
): number {
  const age = Math.max(0, block.timestamp - time);
  return Math.max(pool.deployBlock, block.number - Math.ceil(age / network.blockSeconds));
}

/**
 * Reads what else harvests do in the vault and its escrow from `fromBlock` on, in chain order: fees and MEV.
 * @throws StakingError CHAIN_UNAVAILABLE when the node gives no logs.
 */
export async function readEffects(context: PoolContext, state: VaultState, fromBlock: number): Promise<readonly Log[]> {
  const address = [context.pool.address, state.mevEscrow];
  const filter = { address, topics: [[eventTopics.FeeSharesMinted, eventTopics.MevHarvested]] };
  return scanLogs(context.request, filter, fromBlock, state.block.number);
}

/** The pool's harvests since a block, and what the Keeper's logs lack of them. */
export type HarvestsSince = {
  /** Oldest first. */
  readonly harvests: readonly Harvest[];
  /** Logs of vault and escrow that came with them: fees and MEV. */
  readonly effects: readonly Log[];
  /** They begin with the pool's first, provided that there is no gap. */
  readonly isAll: boolean;
  /** `null` when none is missing. */
  readonly findGap: () => Promise<HistoryGap | null>;
};

/**
 * Reads the pool's harvests from `fromBlock` on: two per day and few bytes, whatever happens in the pool. What holds them
 * against the Keeper is read beside them.
 * @param isSpan takes no logs from before `fromBlock`, for a node that lost them: then the newest harvest is proven, and that
 * each fee and MEV has one, but not the sum of all.
 * @throws StakingError CHAIN_UNAVAILABLE when the node gives no logs.
 */
export async function readHarvestsSince(
  context: PoolContext,
  state: VaultState,
  fromBlock: number,
  isSpan: boolean,
): Promise<HarvestsSince> {
  const { request, network, pool } = context;
  const to = state.block.number;
  const [all, reportLogs, effects] = await Promise.all([
    scanLogs(request, harvestFilter(context), isSpan ? fromBlock : pool.deployBlock, to),
    scanLogs(request, { address: stakewiseOn(network).keeper, topics: [eventTopics.RewardsUpdated] }, fromBlock, to),
    readEffects(context, state, fromBlock),
  ]);
  const reports = decodeEvents(reportLogs);
  const reportTimes = new Map(
    reports
      .filter((event) => event.name === 'RewardsUpdated')
      .map(({ rewardsRoot, updatedAt }) => [rewardsRoot, updatedAt]),
  );
  const since = all.filter(({ blockNumber }) => blockNumber >= fromBlock);
  return {
    harvests: since.map((log) => ({ log, reportedAt: reportTimes.get(log.topics[2] ?? '0x') ?? null })),
    effects,
    isAll: !isSpan && since.length === all.length,
    findGap: async () => findHarvestGap(context, state, all, effects, { reports, isSpan }),
  };
}
