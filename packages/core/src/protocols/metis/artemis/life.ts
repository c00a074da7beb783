import { requireBlock } from '../../../chain/block';
import { readLogTimes } from '../../../chain/block-times';
import { storeKey, type PoolContext } from '../../../networks/context';
import { historyIncomplete, totalsUnproven } from '../../../staking/history-gap';
import { rateHistoryDays, type PoolLife, type RateHistory } from '../../../staking/pool-life';
import { ratesAlong } from '../../../staking/windows';
import type { Seconds } from '../../../units';
import { readArtemisState } from './pool-view';
import { worthOf, type Totals } from './share-maths';
import type { ArtemisState } from './state';
import { harvestsOf, readPoolRecord } from './totals';

const daySeconds = 86_400;
const wholeShare = 10n ** 18n;

/** Every stake brings a harvest: so many of a span are enough to see how its rate went. */
const mostHarvests = 200;
/** Harvests before a span that the first rates of it may rest on. */
const moreHarvests = 4;

/** Some of many, evenly, with the first and the last of them. */
function thinned<Item>(items: readonly Item[], most: number): readonly Item[] {
  const step = Math.max(1, (items.length - 1) / (most - 1));
  const count = Math.min(items.length, most);
  return Array.from({ length: count }, (_, index) => items[Math.round(index * step)] as Item);
}

/**
 * Reads what artMETIS was worth after harvests since a time, and the rates up to them: added up from the pool's own logs, with
 * one request for the time of each block that is not kept.
 * @throws StakingError HISTORY_INCOMPLETE where the logs do not lead to the pool's totals; CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
async function readRates(context: PoolContext, state: ArtemisState, from: Seconds): Promise<RateHistory> {
  const { request, network, pool, store } = context;
  const { block } = state;
  const record = await readPoolRecord(context, state);
  if (!record.isWhole) {
    throw historyIncomplete(totalsUnproven(pool.deployBlock, block.number));
  }
  const all = harvestsOf(record);
  // Blocks are at least so far apart: none before it belongs to the first rate.
  const reach = block.timestamp - from + (rateHistoryDays + 2) * daySeconds;
  const oldest = block.number - Math.ceil(reach / network.blockSeconds);
  const begin = all.findIndex(({ blockNumber }) => blockNumber >= oldest);
  // Some more, for the rates of harvests that are rare.
  const since = all.slice(Math.max(0, (begin < 0 ? all.length : begin) - moreHarvests));
  const shown = thinned(since, mostHarvests);
  const kept = store && { store, key: storeKey(context, 'times') };
  const [times] = await Promise.all([
    readLogTimes(request, shown, { kept, newest: block }),
    requireBlock(request, block),
  ]);
  const harvests = shown.map(({ blockNumber, transactionHash }) => ({
    ...{ blockNumber, transactionHash, ...record.at(blockNumber) },
    time: times.get(blockNumber) ?? block.timestamp,
  }));
  const priceOf = (totals: Totals): bigint => worthOf(wholeShare, totals);
  const points = ratesAlong(harvests, since.length === all.length, priceOf);
  return { points: points.filter(({ time }) => time >= from), price: priceOf(state) };
}

/** What the chain tells of Artemis' life. */
export const artemisLife: PoolLife<ArtemisState> = { readState: readArtemisState, readRates };
