import { mapBounded } from '../chain/bounded';
import { findLatestLog, scanLogs, sortLogs, toTopic, type Log } from '../chain/logs';
import { ReadBatch } from '../chain/read-batch';
import { isStakingError } from '../errors';
import { vaultInterface } from '../pool/abi';
import type { PoolContext } from '../pool/context';
import { decodeEvent, eventTopics } from '../pool/events';
import type { Totals } from '../pool/share-maths';
import type { PoolState } from '../pool/state';

/** What each harvest brought in of donations: those since the harvest before. In wei. */
function donationsByHarvest(logs: readonly Log[]): Map<Log, bigint> {
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
 * Undoes a pool's logs, newest first, from its totals after the last of them, and notes the totals at the end of each
 * of the given blocks. Linear in the number of logs.
 * Source: `Deposited` adds to both totals, `Redeemed` and `CheckpointCreated` take from both, `FeeSharesMinted` adds
 * shares, a harvest adds the Keeper's delta, the escrow's MEV and the donations since the harvest before.
 * @param logs of vault, Keeper (`Harvested` of this vault) and escrow in chain order, beginning at a harvest or with the
 * pool itself (donations before the first of them would be missed), and reaching the block of `totals`.
 * @param blocks none older than the block before the first log.
 */
export function walkBackTotals(totals: Totals, logs: readonly Log[], blocks: Iterable<number>): Map<number, Totals> {
  const wanted = [...new Set(blocks)].sort((a, b) => b - a);
  const noted = new Map<number, Totals>();
  let { totalAssets, totalShares } = totals;
  let next = 0;
  const donations = donationsByHarvest(logs);
  for (let index = logs.length - 1; index >= 0; index -= 1) {
    const log = logs[index] as Log;
    for (; (wanted[next] ?? -1) >= log.blockNumber; next += 1) {
      noted.set(wanted[next] as number, { totalAssets, totalShares });
    }
    // Decoded one at a time: a pool's events are too many to keep beside their logs.
    const event = decodeEvent(log);
    switch (event?.name) {
      case 'Deposited':
        totalAssets -= event.assets;
        totalShares -= event.shares;
        break;
      case 'Redeemed':
      case 'CheckpointCreated':
        totalAssets += event.assets;
        totalShares += event.shares;
        break;
      case 'FeeSharesMinted':
        totalShares -= event.shares;
        break;
      case 'MevHarvested':
        totalAssets -= event.assets;
        break;
      case 'KeeperHarvested':
        totalAssets -= event.assetsDelta + (donations.get(log) ?? 0n);
        break;
      default:
    }
  }
  for (const block of wanted.slice(next)) {
    noted.set(block, { totalAssets, totalShares });
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
  await batch.run(context.request, block);
  return { totalAssets: totalAssets.value(), totalShares: totalShares.value() };
}

/** The pool's logs that move its totals, from the newest harvest at or before `fromBlock` on. */
async function readTotalsLogs(context: PoolContext, state: PoolState, fromBlock: number): Promise<Log[]> {
  const { request, network, pool } = context;
  const harvests = {
    address: network.keeper,
    topics: [eventTopics.KeeperHarvested, toTopic(pool.address)],
  };
  const lookBack = 7_200;
  const harvest = await findLatestLog(request, harvests, pool.deployBlock, fromBlock, lookBack);
  const from = harvest?.blockNumber ?? pool.deployBlock;
  const vaultTopics = [
    eventTopics.Deposited,
    eventTopics.Redeemed,
    eventTopics.CheckpointCreated,
    eventTopics.FeeSharesMinted,
    eventTopics.AssetsDonated,
  ];
  const parts = await Promise.all([
    scanLogs(request, { address: pool.address, topics: [vaultTopics] }, from, state.block.number),
    scanLogs(request, harvests, from, state.block.number),
    scanLogs(request, { address: state.mevEscrow, topics: [eventTopics.MevHarvested] }, from, state.block.number),
  ]);
  return sortLogs(parts.flat());
}

/** The totals at the ends of blocks from the pool's logs alone: any node can do that. */
export async function readTotalsFromLogs(
  context: PoolContext,
  state: PoolState,
  blocks: readonly number[],
): Promise<Map<number, Totals>> {
  const oldest = Math.min(...blocks);
  const logs = await readTotalsLogs(context, state, oldest);
  return walkBackTotals(state, logs, blocks);
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
 * state, else worked out from logs. Both give the same.
 * @throws StakingError CHAIN_UNAVAILABLE when the node gives neither.
 */
export async function readTotalsAt(
  context: PoolContext,
  state: PoolState,
  blocks: readonly number[],
): Promise<Map<number, Totals>> {
  if (blocks.length === 0) {
    return new Map();
  }
  try {
    return await readTotalsFromState(context, blocks);
  } catch (error) {
    if (isStakingError(error, 'CHAIN_UNAVAILABLE', 'CHAIN_INCONSISTENT')) {
      return readTotalsFromLogs(context, state, blocks);
    }
    throw error;
  }
}
