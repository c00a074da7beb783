import { onBlock, requireBlock } from '../../../chain/block';
import { readLogTimes } from '../../../chain/block-times';
import { storeKey, type PoolContext } from '../../../networks/context';
import { historyIncomplete } from '../../../staking/history-gap';
import { rateHistoryDays, type RateHistory } from '../../../staking/pool-life';
import { ratesAlong } from '../../../staking/windows';
import type { Seconds, Wei } from '../../../units';
import { blockNotAfter, readHarvestsSince } from '../harvest/harvests';
import { readTotalsAt } from '../ledger/totals';
import { sharesToAssets, type Totals } from '../vault/share-maths';
import type { VaultState } from '../vault/state';

const daySeconds = 86_400;
const wholeShare = 10n ** 18n;

const priceOf = (totals: Totals): Wei => sharesToAssets(wholeShare, totals);

/**
 * Reads what the pool paid up to each of its reports since a time, and what a share was worth after it: the logs of reports,
 * then the totals at each, of which those that were read before are kept. The newest ends as the pool's own rates do, with
 * today's totals.
 * @throws StakingError HISTORY_INCOMPLETE where the node lacks reports, CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT when the chain
 * was reorganised since `state`.
 */
export async function readVaultRates(context: PoolContext, state: VaultState, from: Seconds): Promise<RateHistory> {
  return onBlock(context.request, state.block, async () => readRates(context, state, from));
}

async function readRates(context: PoolContext, state: VaultState, from: Seconds): Promise<RateHistory> {
  const { request, store } = context;
  // Two days more, for a report that is at least as old as the first rate reaches.
  const fromBlock = blockNotAfter(context, state, from - (rateHistoryDays + 2) * daySeconds);
  const { harvests, isAll, findGap } = await readHarvestsSince(context, state, fromBlock, false);
  const untimed = harvests.flatMap(({ log, reportedAt }) => (reportedAt === null ? [log] : []));
  const kept = store && { store, key: storeKey(context, 'times') };
  const newest = harvests.at(-1)?.log.blockNumber;
  const old = harvests.map(({ log }) => log.blockNumber).filter((block) => block !== newest);
  const [gap, totals, times] = await Promise.all([
    findGap(),
    readTotalsAt(context, state, [...new Set(old)]),
    readLogTimes(request, untimed, { kept, newest: state.block }),
    requireBlock(request, state.block),
  ]);
  if (gap) {
    throw historyIncomplete(gap);
  }
  const timed = harvests.map(({ log: { blockNumber, transactionHash }, reportedAt }) => {
    const { totalAssets, totalShares } = totals.get(blockNumber) ?? state;
    const time = reportedAt ?? times.get(blockNumber) ?? state.block.timestamp;
    return { blockNumber, transactionHash, time, totalAssets, totalShares };
  });
  const points = ratesAlong(timed, isAll, priceOf).filter(({ time }) => time >= from);
  return { points, price: priceOf(state) };
}
