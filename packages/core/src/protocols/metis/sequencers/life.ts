import { historyIncomplete } from '../../../staking/history-gap';
import type { PoolContext } from '../../../networks/context';
import { rateHistoryDays, type PoolLife, type RateHistory } from '../../../staking/pool-life';
import type { Seconds } from '../../../units';
import { decodeLockingEvent } from './events';
import { readPoolBook } from './pool-book';
import { timedEvents } from './pool-view';
import { realisedRates } from './rate';
import { readSequencerPool, type SequencerPoolState } from './state';

const daySeconds = 86_400;

/**
 * Reads what the pool really paid up to each of its batches of rewards since a time, from its own logs.
 * @throws StakingError HISTORY_INCOMPLETE where they lack some; CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
async function readRates(context: PoolContext, { block }: SequencerPoolState, from: Seconds): Promise<RateHistory> {
  const book = await readPoolBook(context, []);
  if (book.gap) {
    throw historyIncomplete(book.gap);
  }
  const days = Math.ceil((block.timestamp - from) / daySeconds) + rateHistoryDays;
  const events = await timedEvents(context, book, days);
  const logs = book.logs.filter((log) => decodeLockingEvent(log));
  const points = events.flatMap(({ time, event }, index) => {
    const log = logs[index];
    if (event.name !== 'DistributeReward' || time === null || time < from || !log) {
      return [];
    }
    const [window] = realisedRates(events.slice(0, index + 1), time, [rateHistoryDays]);
    const { blockNumber, transactionHash } = log;
    return [{ blockNumber, transactionHash, time, apr: window?.apr ?? null, price: null }];
  });
  return { points, price: null };
}

/** What the chain tells of the sequencer pool's life. */
export const sequencersLife: PoolLife<SequencerPoolState> = {
  readState: async (context, minBlock) => readSequencerPool(context, [], minBlock),
  readRates,
};
