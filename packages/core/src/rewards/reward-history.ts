import { requireBlock } from '../chain/block';
import { readLogTimes } from '../chain/block-times';
import { scanLogs, toTopic, type Log } from '../chain/logs';
import { storeKey, type PoolContext } from '../pool/context';
import { decodeEvent, decodeEvents, eventTopics } from '../pool/events';
import { openExitsOf } from '../pool/exit-queue';
import type { PoolState } from '../pool/state';
import type { Hex, Seconds, Wei } from '../units';
import type { AccountView } from './account';
import { realisedApr, type Rate } from './apr';
import { blockNotAfter } from './harvests';
import { historyIncomplete } from './history-gap';
import { placeCheckpoints, type QueueCheckpoint } from './queue-history';
import { rewardPoints, type RewardPoint } from './reward-points';
import { StakeSeconds } from './stake-seconds';
import { replayStretches } from './stretches';
import { readTotalsAt } from './totals';

/** A gain with the time of its block. */
export type TimedReward = RewardPoint & {
  readonly time: Seconds;
  /** The harvest that brought it; `null` for what was read at the view's own block. */
  readonly transactionHash: Hex | null;
};

/** How an account's rewards came about since a block. */
export type RewardHistory = {
  /** Oldest first; the last one is at the block of the view. */
  readonly points: readonly TimedReward[];
  /** All points together, in wei. */
  readonly rewards: Wei;
  /** Yearly rate of these rewards against the stake that earned them; `null` without a stake. */
  readonly apr: Rate | null;
};

/** The tickets of the queue that are served at `state`. Version 1 has no getter for it: the newest request tells. */
async function readTotalTickets(context: PoolContext, state: PoolState, fromBlock: number): Promise<bigint | null> {
  if (state.queue.totalTickets !== null) {
    return state.queue.totalTickets;
  }
  const filter = { address: context.pool.address, topics: [eventTopics.ExitQueueEntered] };
  const newest = (await scanLogs(context.request, filter, fromBlock, state.block.number)).at(-1);
  const event = newest && decodeEvent(newest);
  // A request gets the ticket behind all that was ever queued, and serving moves shares from queued to served.
  return event?.name === 'ExitQueueEntered' ? event.ticket + event.shares - state.queue.queuedShares : null;
}

async function readCheckpoints(context: PoolContext, state: PoolState, fromBlock: number): Promise<QueueCheckpoint[]> {
  const filter = { address: context.pool.address, topics: [eventTopics.CheckpointCreated] };
  const [logs, totalTickets] = await Promise.all([
    scanLogs(context.request, filter, fromBlock, state.block.number),
    readTotalTickets(context, state, fromBlock),
  ]);
  // Without any request since `fromBlock` nobody's exit can be valued by these checkpoints, and none has to be.
  return totalTickets === null ? [] : placeCheckpoints(decodeEvents(logs), totalTickets);
}

/**
 * Reads how an account's rewards came about since `from` (its first stake without it) and before `to`: what each harvest
 * brought, to the wei. From the first stake on, the points add up to the lifetime rewards of the view.
 * @throws StakingError HISTORY_INCOMPLETE when the view's logs do not add up, CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT when the
 * chain was reorganised since the view.
 */
export async function readRewardHistory(
  context: PoolContext,
  view: AccountView,
  { from = 0, to = Infinity }: { readonly from?: Seconds; readonly to?: Seconds } = {},
): Promise<RewardHistory> {
  const { request, network, pool, store } = context;
  const { state, events, account } = view;
  if (view.gap) {
    throw historyIncomplete(view.gap);
  }
  const first = events[0];
  if (!first) {
    return { points: [], rewards: 0n, apr: null };
  }
  // Before `from`, since a harvest at that very second belongs to the span.
  const begin = from === 0 ? 0 : blockNotAfter(state, pool.deployBlock, from - 1);
  // The block before the first event serves as a beginning where the account had nothing.
  const start = Math.max(begin, first.log.blockNumber - 1, 0);
  const later = events.findIndex(({ log }) => log.blockNumber > start);
  const openAtStart = openExitsOf(later < 0 ? events : events.slice(0, later));
  const queueFrom = openAtStart.reduce((oldest, { requestedInBlock }) => Math.min(oldest, requestedInBlock), start);
  const filter = { address: network.keeper, topics: [eventTopics.KeeperHarvested, toTopic(pool.address)] };
  const hasExits = events.some(({ name }) => name === 'ExitQueueEntered');
  const [harvests, checkpoints] = await Promise.all([
    scanLogs(request, filter, start + 1, state.block.number),
    hasExits ? readCheckpoints(context, state, queueFrom) : [],
  ]);
  const ends = harvests.map(({ blockNumber }) => blockNumber).filter((number) => number < state.block.number);
  const wanted = [...new Set([start, ...ends])];
  const stakeSeconds = new StakeSeconds(from, to);
  const stretches = replayStretches(account, events, [...wanted, state.block.number], stakeSeconds);
  const [totals, times] = await Promise.all([
    readTotalsAt(context, state, wanted, { account, stretches }),
    readLogTimes(request, [...harvests, ...stakeSeconds.untimedLogs], {
      kept: store && { store, key: storeKey(context, 'times') },
      newest: state.block,
    }),
  ]);
  await requireBlock(request, state.block);
  totals.set(state.block.number, state);
  const timeOf = (log: Log): Seconds => times.get(log.blockNumber) as Seconds;
  const harvestIn = new Map(harvests.map((log) => [log.blockNumber, log]));
  const timed = rewardPoints(stretches, totals, checkpoints).map(({ blockNumber, reward, putIn, value }) => {
    const harvest = harvestIn.get(blockNumber);
    const time = harvest ? timeOf(harvest) : state.block.timestamp;
    return { blockNumber, reward, putIn, value, time, transactionHash: harvest?.transactionHash ?? null };
  });
  const points = timed.filter(({ time }) => time >= from && time < to);
  const rewards = points.reduce((sum, { reward }) => sum + reward, 0n);
  return { points, rewards, apr: realisedApr(rewards, stakeSeconds.sum(timed, timeOf)) };
}
