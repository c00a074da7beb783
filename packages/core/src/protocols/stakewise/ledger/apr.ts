import { onBlock, requireBlock } from '../../../chain/block';
import { readLogTimes } from '../../../chain/block-times';
import type { PoolContext } from '../../../networks/context';
import type { VaultState } from '../vault/state';
import { unknownWindow, type AprWindow } from '../../../staking/rate';
import { aprOf, pickWindow } from '../../../staking/windows';
import { blockNotAfter, readHarvestsSince } from '../harvest/harvests';
import { historyIncomplete } from '../../../staking/history-gap';
import { readTotalsAt } from './totals';

export { aprOf, pickWindow, type HarvestWindow, type TimedHarvest } from '../../../staking/windows';

const daySeconds = 86_400;

/**
 * Reads the pool's yearly rates over some windows, from its own reports: their logs, and the totals at the ends of the
 * windows. The price after the newest report is today's, so the newest harvest must be the one that the Keeper counts.
 * @param isSpan does with the logs of the windows, for a node that lost older ones: see {@link readHarvestsSince}.
 * @throws StakingError CHAIN_UNAVAILABLE when the node gives no logs, HISTORY_INCOMPLETE when it left some out,
 * CHAIN_INCONSISTENT when the chain was reorganised since `state`: its newest report may be another one.
 */
export async function readAprWindows(
  context: PoolContext,
  state: VaultState,
  windows: readonly number[],
  isSpan = false,
): Promise<AprWindow[]> {
  return onBlock(context.request, state.block, async () => readWindows(context, state, windows, isSpan));
}

async function readWindows(
  context: PoolContext,
  state: VaultState,
  windows: readonly number[],
  isSpan: boolean,
): Promise<AprWindow[]> {
  // Two days more than the longest window, for a harvest that is at least that old.
  const reach = (Math.max(...windows) + 2) * daySeconds;
  const fromBlock = blockNotAfter(context, state, state.block.timestamp - reach);
  const { harvests, isAll, findGap } = await readHarvestsSince(context, state, fromBlock, isSpan);
  if (harvests.length === 0) {
    // Without a harvest there is no rate, and none that a reorg could have moved.
    return windows.map(unknownWindow);
  }
  const untimed = harvests.flatMap(({ log, reportedAt }) => (reportedAt === null ? [log] : []));
  const readRates = async (): Promise<AprWindow[]> => {
    const times = await readLogTimes(context.request, untimed, { newest: state.block });
    const timed = harvests.map(({ log: { blockNumber }, reportedAt }) => ({
      blockNumber,
      time: reportedAt ?? times.get(blockNumber) ?? state.block.timestamp,
    }));
    const picked = windows.map((days) => pickWindow(timed, days, isAll));
    const starts = picked.flatMap((window) => (window ? [window.first.blockNumber] : []));
    const [totals] = await Promise.all([
      readTotalsAt(context, state, starts),
      requireBlock(context.request, state.block),
    ]);
    return picked.map((window, index) => {
      const from = window && totals.get(window.first.blockNumber);
      return window && from ? aprOf(window, from, state) : unknownWindow(windows[index] ?? 0);
    });
  };
  const [rates, gap] = await Promise.all([readRates(), findGap()]);
  if (gap) {
    throw historyIncomplete(gap);
  }
  return rates;
}
