import { readTimestamps } from '../chain/block';
import { scanLogs, sortLogs, toTopic, type Log } from '../chain/logs';
import type { PoolContext } from '../pool/context';
import { decodeEvent, eventTopics, type PoolEvent } from '../pool/events';
import type { Totals } from '../pool/share-maths';
import type { PoolState } from '../pool/state';
import type { Hex, Seconds } from '../units';

/** The pool's totals right after a harvest; between harvests their ratio, the share price, stays the same. */
export type PricePoint = Totals & {
  readonly blockNumber: number;
  /** When the oracles made the report, else the time of the block that took it in. */
  readonly time: Seconds;
};

/** A log's part in the totals, in wei and shares. */
type Change = { readonly assets: bigint; readonly shares: bigint };

const none: Change = { assets: 0n, shares: 0n };

/** What an event changed; donations count at the next harvest, see {@link walkBackTotals}. */
function changeOf(event: PoolEvent | undefined): Change {
  switch (event?.name) {
    case 'Deposited':
      return { assets: event.assets, shares: event.shares };
    case 'Redeemed':
    case 'CheckpointCreated':
      return { assets: -event.assets, shares: -event.shares };
    case 'FeeSharesMinted':
      return { assets: 0n, shares: event.shares };
    case 'KeeperHarvested':
      return { assets: event.assetsDelta, shares: 0n };
    case 'MevHarvested':
      return { assets: event.assets, shares: 0n };
    default:
      return none;
  }
}

/** The totals after one harvest transaction, and the report that it took in. */
export type TotalsPoint = Totals & { readonly log: Log; readonly rewardsRoot: Hex };

/**
 * Undoes the logs of a pool, newest first, from its totals at the end, and notes the totals after each harvest.
 * Source: `Deposited` adds to both totals, `Redeemed` and `CheckpointCreated` take from both, `FeeSharesMinted` adds
 * shares, a harvest adds the Keeper's delta, the escrow's MEV and what was donated since the harvest before.
 * @param logs of vault, Keeper (`Harvested` of this vault) and escrow, in chain order, up to the block of `totals`.
 * @returns points in chain order. The cost is linear in the number of logs.
 */
export function walkBackTotals(totals: Totals, logs: readonly Log[]): TotalsPoint[] {
  const harvests = new Map(
    logs.filter(({ topics }) => topics[0] === eventTopics.KeeperHarvested).map((log) => [log.transactionHash, log]),
  );
  const points: TotalsPoint[] = [];
  let { totalAssets, totalShares } = totals;
  let inHarvest: Hex | undefined;
  for (const log of [...logs].reverse()) {
    const event = decodeEvent(log);
    const harvest = harvests.get(log.transactionHash);
    if (harvest && inHarvest !== log.transactionHash) {
      points.push({ totalAssets, totalShares, log: harvest, rewardsRoot: harvest.topics[2] ?? '0x' });
    }
    inHarvest = harvest ? log.transactionHash : undefined;
    if (event?.name === 'AssetsDonated' && points.length > 0) {
      // It came into the totals with the harvest after it, which has been passed already: undone here, between two
      // harvests, it leaves every noted point right.
      totalAssets -= event.assets;
    }
    const change = changeOf(event);
    totalAssets -= change.assets;
    totalShares -= change.shares;
  }
  return points.reverse();
}

/** Blocks of Ethereum are at least this far apart, so a time spans at most so many blocks. */
const slotSeconds = 12;

/**
 * Reads the pool's share price after each harvest of the last `days`, oldest first, from the logs of that time alone and
 * the totals in `state`: no node with old state is needed.
 * @throws StakingError CHAIN_UNAVAILABLE when the node gives no logs.
 */
export async function readSharePrices(context: PoolContext, state: PoolState, days: number): Promise<PricePoint[]> {
  const { request, network, pool } = context;
  const to = state.block.number;
  const from = Math.max(pool.deployBlock, to - Math.ceil((days * 86_400) / slotSeconds));
  const vaultTopics = [
    eventTopics.Deposited,
    eventTopics.Redeemed,
    eventTopics.CheckpointCreated,
    eventTopics.FeeSharesMinted,
    eventTopics.AssetsDonated,
  ];
  const harvestTopics = [eventTopics.KeeperHarvested, toTopic(pool.address)];
  const [vaultLogs, harvestLogs, escrowLogs, reportLogs] = await Promise.all([
    scanLogs(request, { address: pool.address, topics: [vaultTopics] }, from, to),
    scanLogs(request, { address: network.keeper, topics: harvestTopics }, from, to),
    scanLogs(request, { address: state.mevEscrow, topics: [eventTopics.MevHarvested] }, from, to),
    scanLogs(request, { address: network.keeper, topics: [eventTopics.RewardsUpdated] }, from, to),
  ]);
  const reportTimes = new Map(
    reportLogs
      .map(decodeEvent)
      .filter((event) => event?.name === 'RewardsUpdated')
      .map(({ rewardsRoot, updatedAt }) => [rewardsRoot, updatedAt]),
  );
  const points = walkBackTotals(state, sortLogs([...vaultLogs, ...harvestLogs, ...escrowLogs]));
  const untimed = points.filter(
    ({ rewardsRoot, log }) => !reportTimes.has(rewardsRoot) && log.blockTimestamp === undefined,
  );
  const blockTimes = await readTimestamps(
    request,
    untimed.map(({ log }) => log.blockNumber),
  );
  return points.map(({ totalAssets, totalShares, log, rewardsRoot }) => ({
    totalAssets,
    totalShares,
    blockNumber: log.blockNumber,
    time:
      reportTimes.get(rewardsRoot) ?? log.blockTimestamp ?? blockTimes.get(log.blockNumber) ?? state.block.timestamp,
  }));
}
