import { onBlock, requireBlock } from '../../../chain/block';
import { readLogTimes } from '../../../chain/block-times';
import { scanLogs, type Log } from '../../../chain/logs';
import { storeKey, type PoolContext } from '../../../networks/context';
import { yearlyRate } from '../../../staking/rate';
import type { RewardHistory } from '../../../staking/rewards';
import type { Seconds } from '../../../units';
import type { AccountView } from './account';
import { blockNotAfter, findHarvestGap, harvestFilter, readEffects } from '../harvest/harvests';
import { historyIncomplete, logsMissing } from '../../../staking/history-gap';
import { readCheckpoints } from '../exit-queue/read-checkpoints';
import { rewardPoints } from './reward-points';
import { StakeSeconds } from './stake-seconds';
import { replayHoldings } from './holding-spans';
import { readTotalsAt } from './totals';
import type { Span } from '../../../staking/protocol';

/**
 * Reads how an account's rewards came about since `from` (its first stake without it) and before `to`: what each harvest
 * brought, to the wei. From the first stake on, the points add up to the lifetime rewards of the view.
 * @throws StakingError HISTORY_INCOMPLETE when logs of the account, the Keeper or the pool are missing, CHAIN_UNAVAILABLE,
 * CHAIN_INCONSISTENT when the chain was reorganised since the view.
 */
export async function readRewardHistory(
  context: PoolContext,
  view: AccountView,
  { from = 0, to = Infinity }: Span = {},
): Promise<RewardHistory> {
  if (view.gap) {
    throw historyIncomplete(view.gap);
  }
  return onBlock(context.request, view.state.block, async () => readPoints(context, view, from, to));
}

async function readPoints(context: PoolContext, view: AccountView, from: Seconds, to: Seconds): Promise<RewardHistory> {
  const { request, pool, store } = context;
  const { state, events, account } = view;
  const first = events[0];
  if (!first) {
    return { points: [], rewards: 0n, apr: null };
  }
  // Before `from`, since a harvest at that very second belongs to the span.
  const begin = from === 0 ? 0 : blockNotAfter(context, state, from - 1);
  // The block before the first event serves as a beginning where the account had nothing.
  const start = Math.max(begin, first.log.blockNumber - 1, 0);
  const hasExits = events.some(({ name }) => name === 'ExitQueueEntered');
  const [allHarvests, effects, checkpoints] = await Promise.all([
    // All of them: only so can they be held against what the Keeper counts.
    scanLogs(request, harvestFilter(context), pool.deployBlock, state.block.number),
    readEffects(context, state, Math.max(pool.deployBlock, start + 1)),
    hasExits ? readCheckpoints(context, state.block.number, view.servedTickets) : [],
  ]);
  const harvests = allHarvests.filter(({ blockNumber }) => blockNumber > start);
  const ends = harvests.map(({ blockNumber }) => blockNumber).filter((number) => number < state.block.number);
  const wanted = [...new Set([start, ...ends])];
  const stakeSeconds = new StakeSeconds(from, to);
  const spans = replayHoldings(account, events, [...wanted, state.block.number], stakeSeconds);
  const gap = findHarvestGap(context, state, allHarvests, effects).then((found) => {
    if (found) {
      throw historyIncomplete(found);
    }
  });
  const [totals, times] = await Promise.all([
    readTotalsAt(context, state, wanted, { account, spans, events }),
    readLogTimes(request, [...harvests, ...stakeSeconds.untimedLogs], {
      kept: store && { store, key: storeKey(context, 'times') },
      newest: state.block,
    }),
    gap,
  ]);
  await requireBlock(request, state.block);
  totals.set(state.block.number, state);
  const timeOf = (log: Log): Seconds => times.get(log.blockNumber) as Seconds;
  const harvestIn = new Map(harvests.map((log) => [log.blockNumber, log]));
  const timed = rewardPoints(spans, totals, checkpoints).map(({ blockNumber, reward, putIn, value }) => {
    const harvest = harvestIn.get(blockNumber);
    const time = harvest ? timeOf(harvest) : state.block.timestamp;
    return { blockNumber, reward, putIn, value, time, transactionHash: harvest?.transactionHash ?? null };
  });
  const last = timed.at(-1);
  if (last && last.value !== view.assets + view.exitingAssets) {
    throw historyIncomplete(logsMissing(start, state.block.number));
  }
  const points = timed.filter(({ time }) => time >= from && time < to);
  const rewards = points.reduce((sum, { reward }) => sum + reward, 0n);
  return { points, rewards, apr: yearlyRate(rewards, stakeSeconds.sum(timed, timeOf)) };
}
