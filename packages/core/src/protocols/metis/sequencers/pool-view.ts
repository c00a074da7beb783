import { readLogTimes } from '../../../chain/block-times';
import { isStakingError } from '../../../errors';
import { storeKey, type PoolContext } from '../../../networks/context';
import type { PoolTrouble, PoolView } from '../../../staking/pool';
import { aprDays, unknownWindow, type AprWindow } from '../../../staking/rate';
import type { Seconds } from '../../../units';
import { decodeLockingEvent } from './events';
import { readPoolBook, type PoolBook } from './pool-book';
import { exitDelayOf } from './position';
import { realisedRates, type TimedEvent } from './rate';
import { contractsOf, type SequencerPoolState } from './state';

const daySeconds = 86_400;

/** Every event of the pool's logs, with times as far back as the longest window reaches. */
export async function timedEvents(
  context: PoolContext,
  { logs, state }: PoolBook,
  days: number,
): Promise<TimedEvent[]> {
  const { request, network, store } = context;
  const { block } = state;
  // Blocks are at least so far apart: no block of the window is older than this.
  const oldest = block.number - Math.ceil((days * daySeconds) / network.blockSeconds);
  const recent = logs.filter(({ blockNumber }) => blockNumber >= oldest);
  const kept = store && { store, key: storeKey(context, 'times') };
  const times = await readLogTimes(request, recent, { kept, newest: block });
  return logs.flatMap((log) => {
    const event = decodeLockingEvent(log);
    return event ? [{ time: times.get(log.blockNumber) ?? null, event }] : [];
  });
}

/** Batches that the usual wait between two is measured by, and how many times as long a wait looks odd. */
const usualBatches = 10;
const oddWaits = 3;

/** What makes the pool look as if it paid nobody any more. */
function troublesOf(state: SequencerPoolState, batches: readonly Seconds[]): PoolTrouble[] {
  const { paused, counts, block } = state;
  const waits = batches
    .slice(-usualBatches)
    .flatMap((time, index, all) => (index > 0 ? [time - (all[index - 1] as Seconds)] : []));
  const last = batches.at(-1);
  const isLate = last !== undefined && waits.length > 0 && block.timestamp - last > oddWaits * Math.max(...waits);
  return [
    ...(paused ? [{ kind: 'paused' } as const] : []),
    ...(counts[2] === 0n ? [{ kind: 'nothing-earns' } as const] : []),
    ...(isLate ? [{ kind: 'no-recent-rewards', since: last } as const] : []),
  ];
}

/** Times of batches among timed events, oldest first. */
const batchTimes = (events: readonly TimedEvent[]): Seconds[] =>
  events.flatMap(({ time, event }) => (event.name === 'DistributeReward' && time !== null ? [time] : []));

/** Days whose batches show how long the wait between two usually is. */
const waitDays = 90;

/** What makes the pool look dead; what logs tell is left out where they are not to be had. */
export async function readSequencerTroubles(context: PoolContext, state: SequencerPoolState): Promise<PoolTrouble[]> {
  try {
    const book = await readPoolBook(context, []);
    return troublesOf(state, book.gap ? [] : batchTimes(await timedEvents(context, book, waitDays)));
  } catch (error) {
    if (isStakingError(error, 'CHAIN_UNAVAILABLE', 'CHAIN_INCONSISTENT')) {
      return troublesOf(state, []);
    }
    throw error;
  }
}

/** What somebody who looks at the pool wants to know: its totals, what it really paid, and whether it looks alive. */
export async function readSequencerView(context: PoolContext, minBlock = 0): Promise<PoolView<SequencerPoolState>> {
  const book = await readPoolBook(context, [], { minBlock });
  const { state } = book;
  const events = book.gap ? [] : await timedEvents(context, book, Math.max(...aprDays));
  const queued = state.sequencers.reduce((sum, { status, amount }) => (status === 'inactive' ? sum + amount : sum), 0n);
  return {
    state,
    apr: book.gap ? aprDays.map(unknownWindow) : realisedRates(events, state.block.timestamp, aprDays),
    // Each exit is paid out of its own stake.
    exitTerms: { claimDelay: exitDelayOf(state), way: 'maturity', queuedAssets: queued, freeAssets: queued },
    escrows: [contractsOf(context).lockingInfo],
    troubles: troublesOf(state, batchTimes(events)),
  };
}

/** What the pool paid over some windows of days, up to a state's block. */
export async function readSequencerRates(
  context: PoolContext,
  { block }: SequencerPoolState,
  days: readonly number[],
): Promise<AprWindow[]> {
  const book = await readPoolBook(context, []);
  if (book.gap) {
    return days.map(unknownWindow);
  }
  return realisedRates(await timedEvents(context, book, Math.max(...days)), block.timestamp, days);
}
