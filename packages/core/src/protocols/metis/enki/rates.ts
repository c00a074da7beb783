import type { PoolContext } from '../../../networks/context';
import { isStakingError } from '../../../errors';
import { rateBetween, unknownWindow, type AprWindow } from '../../../staking/rate';
import { isSameAddress, type Seconds } from '../../../units';
import { readTimes } from './movements';
import type { EnkiState } from './state';
import { readBook, type Reward, type VaultBook } from './vault-book';

const daySeconds = 86_400;

type Timed = Reward & { readonly time: Seconds };

/**
 * The rate of a window: the rewards whose time reaches into it, against what was in the vault while they came about, since
 * the reward before. Unknown without a reward before the window.
 */
export function rateOf(rewards: readonly Timed[], days: number, now: Seconds): AprWindow {
  const first = rewards.findIndex(({ time }) => time > now - days * daySeconds);
  const start = rewards[first - 1];
  const inside = first > 0 ? rewards.slice(first) : [];
  const end = inside.at(-1);
  if (!start || !end) {
    return unknownWindow(days);
  }
  let [gain, basis, before] = [0n, 0n, start.time];
  for (const { assets, before: totals, time } of inside) {
    gain += assets;
    basis += totals.totalAssets * BigInt(time - before);
    before = time;
  }
  const apr = rateBetween(start.time, end.time, gain, basis);
  return { days, apr, from: start.time, to: end.time, harvests: inside.length };
}

/** The rewards of the vault's book with their times. @throws StakingError CHAIN_UNAVAILABLE. */
export async function readTimedRewards(
  context: PoolContext,
  { block }: EnkiState,
  { rewards }: Pick<VaultBook, 'rewards'>,
): Promise<Timed[]> {
  const logs = rewards.map(({ log }) => log);
  const times = await readTimes(context, 'vault', logs, block);
  return rewards.flatMap((reward) => {
    const time = times.get(reward.log.blockNumber);
    return time === undefined ? [] : [{ ...reward, time }];
  });
}

/** Yearly rates of the vault. eMETIS itself earns nothing: its rates are unknown for good. */
export async function readRates(context: PoolContext, state: EnkiState, days: readonly number[]): Promise<AprWindow[]> {
  const none = days.map(unknownWindow);
  if (!isSameAddress(context.pool.address, state.contracts.seMetis)) {
    return none;
  }
  try {
    const book = await readBook(context, state);
    const timed = book ? await readTimedRewards(context, state, book) : [];
    return days.map((each) => rateOf(timed, each, state.block.timestamp));
  } catch (error) {
    if (isStakingError(error, 'CHAIN_UNAVAILABLE')) {
      return none;
    }
    throw error;
  }
}
