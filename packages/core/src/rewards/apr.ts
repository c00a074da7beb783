import type { Seconds, Wei } from '../units';
import type { PricePoint } from './share-price';

/** A yearly rate, fixed point with 18 decimals: 0.0312 (3.12 %) is 31200000000000000n. */
export type Rate = bigint;

const rateScale = 10n ** 18n;
const yearSeconds = 31_536_000n;

/** Fewer reports than these make no rate: one lucky block would decide it. */
const fewestHarvests = 3;

/** The rate of one window, and what it stands on. */
export type AprWindow = {
  readonly days: number;
  /** Simple yearly rate, after the pool's fee; `null` with fewer than three reports. Negative after penalties. */
  readonly apr: Rate | null;
  readonly from: Seconds | null;
  readonly to: Seconds | null;
  /** Reports between `from` and `to`. */
  readonly harvests: number;
};

/**
 * The yearly rate over the last `days` before the newest report: (p2 / p1 - 1) · 31,536,000 / (t2 - t1), rounded towards
 * zero at 18 decimals, with p2 the price after the newest report and p1 the price after the newest report that is at least
 * `days` older (or the oldest that there is). Rewards that no report has brought in yet are not part of it.
 * @param points oldest first.
 */
export function aprOver(points: readonly PricePoint[], days: number): AprWindow {
  const last = points.at(-1);
  if (!last) {
    return { days, apr: null, from: null, to: null, harvests: 0 };
  }
  const first = points.findLast(({ time }) => time <= last.time - days * 86_400) ?? points[0] ?? last;
  const harvests = points.filter(({ time }) => time > first.time).length;
  const window = { days, from: first.time, to: last.time, harvests };
  const elapsed = BigInt(last.time - first.time);
  const basis = first.totalAssets * last.totalShares * elapsed;
  if (harvests < fewestHarvests || basis === 0n) {
    return { ...window, apr: null };
  }
  const gain = last.totalAssets * first.totalShares - first.totalAssets * last.totalShares;
  return { ...window, apr: (gain * yearSeconds * rateScale) / basis };
}

/** What an amount earns in a year at a rate, in wei, rounded towards zero. */
export function yearlyReward(amount: Wei, apr: Rate): Wei {
  return (amount * apr) / rateScale;
}

/** A rate as a decimal string with six places, rounded towards zero: "0.031200". */
export function formatRate(rate: Rate): string {
  const places = 6;
  const digits = (rate < 0n ? -rate : rate) / 10n ** BigInt(18 - places);
  const text = digits.toString().padStart(places + 1, '0');
  return `${rate < 0n && digits > 0n ? '-' : ''}${text.slice(0, -places)}.${text.slice(-places)}`;
}
