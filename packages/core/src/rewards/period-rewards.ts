import type { PoolContext } from '../pool/context';
import type { Seconds, Wei } from '../units';
import type { AccountView } from './account';
import type { Rate } from './apr';
import type { BooksOptions, PricedReward } from './books';
import { readFiatPricesAt, toFiatCents } from './fiat';
import { rewardsByPeriod, startOfPeriod, type Interval, type Period } from './periods';
import { readRewardHistory } from './reward-history';

/** Rewards of a period with what they were worth when they arrived. */
export type PricedPeriod = Period & {
  /** Hundredths of the currency: each harvest at the price of its time; `null` where a price lacks. */
  readonly fiatCents: bigint | null;
};

/** An account's rewards over a span, by period. */
export type PeriodRewards = {
  readonly periods: readonly PricedPeriod[];
  /** All of them, in wei. */
  readonly rewards: Wei;
  /** The account's own yearly rate over the span; `null` without a stake in it. */
  readonly apr: Rate | null;
};

/** Which span, cut how, valued in what. */
export type PeriodOptions = BooksOptions & { readonly interval: Interval };

/**
 * Adds up what harvests brought by period, in wei and in the currency of their prices, oldest first and without a gap
 * from the first to the last harvest.
 */
export function pricedPeriods(points: readonly PricedReward[], interval: Interval): PricedPeriod[] {
  const earning = points.filter(({ reward }) => reward !== 0n);
  const cents = new Map<Seconds, bigint | null>();
  for (const { time, reward, price } of earning) {
    const start = startOfPeriod(time, interval);
    const sum = cents.get(start) ?? (cents.has(start) ? null : 0n);
    cents.set(start, sum === null || !price ? null : sum + toFiatCents(reward, price));
  }
  const hasPrices = earning.some(({ price }) => price !== null);
  return rewardsByPeriod(points, interval).map((period) => {
    const fiatCents = cents.has(period.from) ? (cents.get(period.from) ?? null) : hasPrices ? 0n : null;
    return { ...period, fiatCents };
  });
}

/**
 * Reads an account's rewards by period: exact in wei, so that without `from` and `to` they are the lifetime rewards of
 * the view, and in a currency where the chain has a price feed for it.
 * @throws StakingError HISTORY_INCOMPLETE, CHAIN_UNAVAILABLE.
 */
export async function readPeriodRewards(
  context: PoolContext,
  view: AccountView,
  { interval, from = 0, to = Infinity, currency }: PeriodOptions,
): Promise<PeriodRewards> {
  const { points, rewards, apr } = await readRewardHistory(context, view, { from, to });
  const times = points.filter(({ reward }) => reward !== 0n).map(({ time }) => time);
  const prices = await readFiatPricesAt(context, view.state.block.number, currency, times);
  const priced = points.map((point) => ({ ...point, price: prices.get(point.time) ?? null }));
  return { periods: pricedPeriods(priced, interval), rewards, apr };
}
