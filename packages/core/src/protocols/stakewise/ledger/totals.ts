import { mapBounded } from '../../../chain/bounded';
import { scanFilters } from '../../../chain/log-scan';
import { findLatestLog, mergeRows, toTopic, type Log, type LogFilter } from '../../../chain/logs';
import { ReadBatch } from '../../../chain/read-batch';
import { isStakingError } from '../../../errors';
import { vaultInterface } from '../vault/abi';
import type { PoolContext } from '../../../networks/context';
import { decodeEvent, eventTopics, type PoolEvent } from '../vault/events';
import type { Totals } from '../vault/share-maths';
import type { VaultState } from '../vault/state';
import type { Address, Wei } from '../../../units';
import { Anchors } from './anchors';
import { harvestFilter } from '../harvest/harvests';
import { historyIncomplete, totalsUnproven } from '../../../staking/history-gap';
import { keepTotals, readKeptTotals } from './kept-totals';
import type { HoldingSpan } from './holding-spans';

/**
 * What each harvest brought in of donations, by its log: those since the harvest before. In wei.
 * @param logs the Keeper's of the pool and the vault's, in chain order, beginning at a harvest or with the pool itself.
 */
export function donationsByHarvest(logs: readonly Log[]): Map<Log, bigint> {
  const donations = new Map<Log, bigint>();
  let donated = 0n;
  for (const log of logs) {
    const [topic] = log.topics;
    if (topic === eventTopics.AssetsDonated) {
      const event = decodeEvent(log);
      donated += event?.name === 'AssetsDonated' ? event.assets : 0n;
    } else if (topic === eventTopics.KeeperHarvested && donated > 0n) {
      donations.set(log, donated);
      donated = 0n;
    }
  }
  return donations;
}

/**
 * What an event adds to a pool's totals, negative what it takes; `undefined` where it leaves them.
 * Source: `Deposited` adds to both totals, `Redeemed` and `CheckpointCreated` take from both, `FeeSharesMinted` adds
 * shares, a harvest adds the Keeper's delta, the escrow's MEV and the donations since the harvest before.
 * @param donated in wei since the harvest before, for the Keeper's event.
 */
export function addedTotals(event: PoolEvent, donated: Wei): Totals | undefined {
  switch (event.name) {
    case 'Deposited':
      return { totalAssets: event.assets, totalShares: event.shares };
    case 'Redeemed':
    case 'CheckpointCreated':
      return { totalAssets: -event.assets, totalShares: -event.shares };
    case 'FeeSharesMinted':
      return { totalAssets: 0n, totalShares: event.shares };
    case 'MevHarvested':
      return { totalAssets: event.assets, totalShares: 0n };
    case 'KeeperHarvested':
      return { totalAssets: event.assetsDelta + donated, totalShares: 0n };
    default:
      return undefined;
  }
}

/**
 * Undoes a pool's logs, newest first, from its totals after the last of them, and notes the totals at the end of each
 * of the given blocks. Linear in the number of logs.
 * @param logs of vault, Keeper (`Harvested` of this vault) and escrow in chain order, beginning at a harvest or with the
 * pool itself (donations before the first of them would be missed), and reaching the block of `totals`.
 * @param blocks none older than the block before the first log.
 * @param spans of an account whose stakes and redemptions are not among the logs: one ends at each of the blocks.
 * @param anchors are told of each event, and of what there was before all of them when the logs begin with the pool.
 */
export function walkBackTotals(
  totals: Totals,
  logs: readonly Log[],
  blocks: Iterable<number>,
  spans: readonly HoldingSpan[] = [],
  anchors?: { readonly held: Anchors; readonly birth: number | null },
): Map<number, Totals> {
  const wanted = [...new Set(blocks)].sort((a, b) => b - a);
  const noted = new Map<number, Totals>();
  const donations = donationsByHarvest(logs);
  let { totalAssets, totalShares } = totals;
  let next = 0;
  let span = spans.length - 1;
  /** Notes the totals at the blocks of interest that are not before this one. */
  const noteDownTo = (block: number): void => {
    for (let end = wanted[next]; end !== undefined && end >= block; next += 1, end = wanted[next]) {
      for (let later = spans[span]; later && later.blockNumber > end; span -= 1, later = spans[span]) {
        totalAssets -= later.added.totalAssets;
        totalShares -= later.added.totalShares;
      }
      noted.set(end, { totalAssets, totalShares });
    }
  };
  for (let index = logs.length - 1; index >= 0; index -= 1) {
    const log = logs[index] as Log;
    noteDownTo(log.blockNumber);
    // Decoded one at a time: a pool's events are too many to keep beside their logs.
    const event = decodeEvent(log);
    const added = event && addedTotals(event, donations.get(log) ?? 0n);
    if (added) {
      totalAssets -= added.totalAssets;
      totalShares -= added.totalShares;
    }
    if (event) {
      anchors?.held.take(event, { totalAssets, totalShares });
    }
  }
  noteDownTo(0);
  if (anchors && anchors.birth !== null) {
    anchors.held.takeBirth(anchors.birth, { totalAssets, totalShares });
  }
  return noted;
}

/** Reads at old blocks that run at a time. */
const parallelReads = 8;

async function readOldTotals(context: PoolContext, block: number): Promise<Totals> {
  const batch = new ReadBatch(context.network.multicall3);
  const { address } = context.pool;
  const totalAssets = batch.add(address, vaultInterface, 'totalAssets', [], ([value]) => value as bigint);
  const totalShares = batch.add(address, vaultInterface, 'totalShares', [], ([value]) => value as bigint);
  await batch.runAtOld(context.request, block);
  return { totalAssets: totalAssets.value(), totalShares: totalShares.value() };
}

/** An account whose stakes and redemptions need not be read again: none is missing. */
export type KnownAccount = {
  readonly account: Address;
  /** Up to the present block; one ends at each block of interest. */
  readonly spans: readonly HoldingSpan[];
  readonly events: readonly PoolEvent[];
};

/** Where the stakes and redemptions of an account are to be found. */
function knownLogs(vault: Address, { account }: KnownAccount): LogFilter[] {
  return [
    { address: vault, topics: [eventTopics.Deposited, null, toTopic(account)] },
    { address: vault, topics: [eventTopics.Redeemed, toTopic(account)] },
  ];
}

/** Blocks of a week: so much of a pool's logs is read to begin with the pool itself, which proves the most. */
const youngBlocks = 50_400;

/** Harvests that are tried as a beginning, from one to the one before. */
const mostBeginnings = 8;

/** Days that a harvest lies back at most, for a first try: a pool has two a day. */
const lookBack = 7_200;

/**
 * The stakes and redemptions of a known account: those before its spans as logs, and the blocks of harvests with others:
 * of these its part is known of the block as a whole.
 */
function knownFlows(
  { spans, events }: KnownAccount,
  from: number,
  harvested: ReadonlySet<number>,
): { early: Log[]; later: Set<number> } {
  const start = spans[0]?.blockNumber ?? Infinity;
  const early: Log[] = [];
  const later = new Set<number>();
  for (const { name, log } of events) {
    if (name === 'Deposited' || name === 'Redeemed') {
      if (log.blockNumber > start) {
        if (harvested.has(log.blockNumber)) {
          later.add(log.blockNumber);
        }
      } else if (log.blockNumber >= from) {
        early.push(log);
      }
    }
  }
  return { early, later };
}

/**
 * The totals at the ends of blocks from the pool's logs alone, which any node can give: from an older harvest, or from the
 * pool's beginning, to now. The totals after each harvest in between are there as well: they cost nothing, and are asked
 * for next. They are held against what the vault did at them, down to a harvest before the newest that lies behind the
 * oldest block.
 * @throws StakingError HISTORY_INCOMPLETE when logs are missing, or nothing proves the totals.
 */
export async function readTotalsFromLogs(
  context: PoolContext,
  state: VaultState,
  blocks: readonly number[],
  known?: KnownAccount,
): Promise<Map<number, Totals>> {
  const { request, pool } = context;
  const { deployBlock } = pool;
  const harvests = harvestFilter(context);
  const oldest = Math.min(...blocks);
  const newestBefore = async (block: number): Promise<number | undefined> =>
    (await findLatestLog(request, harvests, deployBlock, block, lookBack))?.blockNumber;
  // The newest price before the oldest block, and an older one: between them lies what tells how much there was.
  const price = oldest - deployBlock <= youngBlocks ? undefined : await newestBefore(oldest);
  const vaultTopics = [
    eventTopics.Deposited,
    eventTopics.Redeemed,
    eventTopics.CheckpointCreated,
    eventTopics.FeeSharesMinted,
    eventTopics.AssetsDonated,
  ];
  const filters = [
    { address: pool.address, topics: [vaultTopics] },
    harvests,
    { address: state.mevEscrow, topics: [eventTopics.MevHarvested] },
  ];
  const except = known ? knownLogs(pool.address, known) : [];
  let before = price;
  for (let round = 0; round < mostBeginnings; round += 1) {
    before = before === undefined ? undefined : await newestBefore(before - 1);
    const from = before ?? deployBlock;
    const scan = await scanFilters(request, filters, from, state.block.number, { except });
    const harvested = new Set(
      scan.logs.filter(({ topics }) => topics[0] === eventTopics.KeeperHarvested).map(({ blockNumber }) => blockNumber),
    );
    const { early, later } = known ? knownFlows(known, from, harvested) : { early: [], later: new Set<number>() };
    const logs = mergeRows([scan.logs, early]);
    const ends = known && new Set(known.spans.map(({ blockNumber }) => blockNumber));
    // The end of the first span as well, where the logs reach back to it: what was before it is among them.
    const first = known?.spans[0]?.blockNumber ?? -1;
    const noted = [...harvested, first].filter((block) => block >= from && (ends?.has(block) ?? true));
    const held = new Anchors(state.block.number, later);
    const birth = before === undefined ? deployBlock : null;
    const totals = walkBackTotals(state, logs, [...blocks, ...noted], known?.spans, { held, birth });
    if (held.gap) {
      throw historyIncomplete(held.gap);
    }
    if (birth !== null || held.reach((price ?? oldest) - 1)) {
      return totals;
    }
  }
  throw historyIncomplete(totalsUnproven(before ?? deployBlock, oldest));
}

/** The totals at the ends of blocks, asked at each of them: the node must keep old state. */
export async function readTotalsFromState(
  context: PoolContext,
  blocks: readonly number[],
): Promise<Map<number, Totals>> {
  const sorted = [...new Set(blocks)].sort((a, b) => a - b);
  // The oldest alone first: where that is refused, the others need not be asked.
  const [oldest, ...others] = sorted;
  const first = oldest === undefined ? [] : [await readOldTotals(context, oldest)];
  const rest = await mapBounded(others, parallelReads, async (block) => readOldTotals(context, block));
  return new Map([...first, ...rest].map((totals, index) => [sorted[index] as number, totals]));
}

/**
 * The pool's totals at the ends of some blocks not later than `state`: asked at those blocks where the node keeps old
 * state, else worked out from logs. Both give the same; with a store each block is asked for once.
 * @param known an account whose complete events up to `state` are at hand.
 * @throws StakingError CHAIN_UNAVAILABLE when the node gives neither.
 */
export async function readTotalsAt(
  context: PoolContext,
  state: VaultState,
  blocks: readonly number[],
  known?: KnownAccount,
): Promise<Map<number, Totals>> {
  if (blocks.length === 0) {
    return new Map();
  }
  const kept = await readKeptTotals(context, state);
  const missing = blocks.filter((block) => !kept.totals.has(block));
  if (missing.length > 0) {
    for (const [block, totals] of await readMissing(context, state, missing, known)) {
      if (!kept.totals.has(block)) {
        kept.totals.set(block, totals);
      }
    }
    await keepTotals(context, state, kept);
  }
  return new Map(blocks.map((block) => [block, kept.totals.get(block) as Totals]));
}

async function readMissing(
  context: PoolContext,
  state: VaultState,
  blocks: readonly number[],
  known: KnownAccount | undefined,
): Promise<Map<number, Totals>> {
  try {
    return await readTotalsFromState(context, blocks);
  } catch (error) {
    if (isStakingError(error, 'CHAIN_UNAVAILABLE', 'CHAIN_INCONSISTENT')) {
      return readTotalsFromLogs(context, state, blocks, known);
    }
    throw error;
  }
}
