import type { Seconds, Wei } from '../units';
import type { PricedReward } from './books';
import { toFiatCents } from '../assets/fiat';
import { rewardsByPeriod, startOfPeriod, type Interval, type Period } from './periods';

/** Rewards of a period with what they were worth when they arrived. */
export type PricedPeriod = Period & {
  /** Hundredths of the currency: each harvest at the price of its time; `null` where a price lacks. */
  readonly fiatCents: bigint | null;
  /** What harvests took in it, in wei, never negative; `rewards` is what is left of the others' after it. */
  readonly penalties: Wei;
};

/**
 * Adds up what harvests brought by period, in wei and in the currency of their prices, oldest first and without a gap
 * from the first to the last harvest.
 * @example
 * ```ts
 * import { openPool, pricedPeriods } from '@pooled-staking/core';
 *
 * const pool = openPool('eip155:31337:0x09654A0808Bc114B65deC441b28d08A1aCeACCeA', { rpcUrl: 'http://127.0.0.1:8545' });
 * const { books } = await pool.readBooks('0x70997970C51812dc3A010C7d01b50e0d17dc79C8', { currency: 'USD' });
 * const months = pricedPeriods(books.points, 'month');
 * console.log(months.reduce((sum, { rewards }) => sum + rewards, 0n) === books.rewards); // true
 * ```
 */
export function pricedPeriods(points: readonly PricedReward[], interval: Interval): PricedPeriod[] {
  const earning = points.filter(({ reward }) => reward !== 0n);
  const cents = new Map<Seconds, bigint | null>();
  for (const { time, reward, price } of earning) {
    const start = startOfPeriod(time, interval);
    const sum = cents.get(start) ?? (cents.has(start) ? null : 0n);
    cents.set(start, sum === null || !price ? null : sum + toFiatCents(reward, price));
  }
  const penalties = new Map<Seconds, Wei>();
  for (const { time, reward } of earning.filter((each) => each.reward < 0n)) {
    const start = startOfPeriod(time, interval);
    penalties.set(start, (penalties.get(start) ?? 0n) - reward);
  }
  const hasPrices = earning.some(({ price }) => price !== null);
  return rewardsByPeriod(points, interval).map((period) => {
    const fiatCents = cents.has(period.from) ? (cents.get(period.from) ?? null) : hasPrices ? 0n : null;
    return { ...period, fiatCents, penalties: penalties.get(period.from) ?? 0n };
  });
}
