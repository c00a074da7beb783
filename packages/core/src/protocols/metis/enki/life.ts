import { readViewBlock } from '../../../chain/block';
import type { PoolContext } from '../../../networks/context';
import { historyIncomplete, totalsUnproven } from '../../../staking/history-gap';
import { rateHistoryDays, type PoolLife, type RateHistory } from '../../../staking/pool-life';
import type { Seconds } from '../../../units';
import { rateOf, readTimedRewards } from './rates';
import { readEnki, toAssets, withMore, type EnkiState } from './state';
import { readBook } from './vault-book';

const wholeShare = 10n ** 18n;

const readState = async (context: PoolContext, minBlock?: number): Promise<EnkiState> =>
  (await readEnki(context, readViewBlock(context.request, minBlock))).state;

/**
 * Reads what seMETIS was worth after each reward since a time, and the rates up to them, from the vault's own logs.
 * @throws StakingError HISTORY_INCOMPLETE where they do not lead to the vault's totals; CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
async function readRates(context: PoolContext, state: EnkiState, from: Seconds): Promise<RateHistory> {
  const book = await readBook(context, state);
  if (!book) {
    throw historyIncomplete(totalsUnproven(context.pool.deployBlock, state.block.number));
  }
  const rewards = await readTimedRewards(context, state, book);
  const points = rewards.map(({ log: { blockNumber, transactionHash }, time, before, assets }, index) => {
    const { apr } = rateOf(rewards.slice(0, index + 1), rateHistoryDays, time);
    return { blockNumber, transactionHash, time, apr, price: toAssets(wholeShare, withMore(before, assets, 0n)) };
  });
  return { points: points.filter(({ time }) => time >= from), price: toAssets(wholeShare, state.vault) };
}

/** What the chain tells of the life of eMETIS, which earns nothing. */
export const eMetisLife: PoolLife<EnkiState> = { readState };

/** What it tells of seMETIS. */
export const seMetisLife: PoolLife<EnkiState> = { readState, readRates };
