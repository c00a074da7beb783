import type { Seconds } from '../units';
import type { Hex, Wei } from '../units';
import type { PoolState } from './pool';
import { rateHistoryDays, type RatePoint } from './pool-life';
import { rateBetween, type AprWindow } from './rate';

/** Fewer reports than these make no rate: one lucky report would decide it. */
const fewestHarvests = 3;

/** A harvest at a time: when its report was made. */
export type TimedHarvest = { readonly blockNumber: number; readonly time: Seconds };

/** The harvests that a window of `days` before the newest one runs between. */
export type HarvestWindow = {
  readonly days: number;
  readonly first: TimedHarvest;
  readonly last: TimedHarvest;
  readonly harvests: number;
};

const daySeconds = 86_400;

/**
 * Picks the ends of a window: the newest harvest, and the newest that is at least `days` older, or the pool's first.
 * `undefined` without such harvests.
 * @param harvests oldest first.
 * @param isAll they begin with the pool's first: else one that is too young would end a shorter window than was asked for.
 */
export function pickWindow(harvests: readonly TimedHarvest[], days: number, isAll: boolean): HarvestWindow | undefined {
  const last = harvests.at(-1);
  const first =
    last &&
    (harvests.findLast(({ time }) => time <= last.time - days * daySeconds) ?? (isAll ? harvests[0] : undefined));
  return last && first && { days, first, last, harvests: harvests.filter(({ time }) => time > first.time).length };
}

type Totals = Pick<PoolState, 'totalAssets' | 'totalShares'>;

/**
 * The rate of a window: (p2 / p1 - 1) · 31,536,000 / (t2 - t1), rounded towards zero at 18 decimals, with the prices after
 * its first and its last harvest. What no report has brought in yet is not part of it.
 */
export function aprOf({ days, first, last, harvests }: HarvestWindow, from: Totals, to: Totals): AprWindow {
  const elapsed = BigInt(last.time - first.time);
  const basis = from.totalAssets * to.totalShares * elapsed;
  const gain = to.totalAssets * from.totalShares - from.totalAssets * to.totalShares;
  const apr = harvests < fewestHarvests ? null : rateBetween(first.time, last.time, gain, basis);
  return { days, apr, from: first.time, to: last.time, harvests };
}

/** A harvest, and what the pool was after it. */
export type HarvestTotals = TimedHarvest & Totals & { readonly transactionHash: Hex };

/**
 * The rates up to each of some harvests, by the rule of {@link aprOf}: over {@link rateHistoryDays}, or over as many harvests
 * as make a rate, where these took longer.
 * @param harvests oldest first.
 * @param isAll they begin with the pool's first.
 * @param priceOf what a whole share is worth with some totals.
 */
export function ratesAlong(
  harvests: readonly HarvestTotals[],
  isAll: boolean,
  priceOf: (totals: Totals) => Wei,
): RatePoint[] {
  return harvests.map((last, index) => {
    const { blockNumber, time, transactionHash } = last;
    const window = pickWindow(harvests.slice(0, index + 1), rateHistoryDays, isAll);
    const picked = window && harvests.findLastIndex((each) => each.blockNumber === window.first.blockNumber);
    const place = Math.min(picked ?? index, index - fewestHarvests);
    const first = harvests[place];
    const from = first && { days: rateHistoryDays, first, last, harvests: index - place };
    const apr = from ? aprOf(from, first, last).apr : null;
    return { blockNumber, time, transactionHash, apr, price: priceOf(last) };
  });
}
