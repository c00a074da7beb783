import type { Seconds, Wei } from '../units';

/** A yearly rate, fixed point with 18 decimals: 0.0312 (3.12 %) is 31200000000000000n. */
export type Rate = bigint;

const rateScale = 10n ** 18n;
const yearSeconds = 31_536_000n;

/** The windows that a pool's rates are told over, in days. The first is the headline. */
export const aprDays = [7, 30, 90, 180, 365] as const;

/** The rate of one window, and what it stands on. */
export type AprWindow = {
  readonly days: number;
  /** Simple yearly rate, after the pool's fee; `null` with too few reports, or over too short a time. Negative after penalties. */
  readonly apr: Rate | null;
  readonly from: Seconds | null;
  readonly to: Seconds | null;
  /** Reports between `from` and `to`. */
  readonly harvests: number;
};

/** A window of which nothing is known. */
export function unknownWindow(days: number): AprWindow {
  return { days, apr: null, from: null, to: null, harvests: 0 };
}

/**
 * What a gain comes to in a year against what earned it: gain · year / basis, `null` without a basis. Rounded towards zero
 * at 18 decimals.
 * @param basis what earned, times the seconds that it did, in the unit of the gain.
 */
export function yearlyRate(gain: Wei, basis: bigint): Rate | null {
  return basis === 0n ? null : (gain * yearSeconds * rateScale) / basis;
}

/** Over less than a day, in seconds, no yearly rate is told: it would be what a moment happened to bring, hundreds of times. */
export const leastRateSpan: Seconds = 86_400;

/** {@link yearlyRate} of what came about between two times; `null` where they are too close for one as well. */
export function rateBetween(from: Seconds, to: Seconds, gain: Wei, basis: bigint): Rate | null {
  return to - from < leastRateSpan ? null : yearlyRate(gain, basis);
}

/** What an amount earns in a year at a rate, in wei, rounded towards zero. */
export function yearlyReward(amount: Wei, apr: Rate): Wei {
  return (amount * apr) / rateScale;
}

/**
 * A rate as a decimal string with six places, rounded towards zero: "0.031200".
 * @example
 * ```ts
 * import { formatRate } from '@pooled-staking/core';
 *
 * // 3.12 % a year.
 * console.log(formatRate(31_200_000_000_000_000n)); // 0.031200
 * ```
 */
export function formatRate(rate: Rate): string {
  const places = 6;
  const digits = (rate < 0n ? -rate : rate) / 10n ** BigInt(18 - places);
  const text = digits.toString().padStart(places + 1, '0');
  return `${rate < 0n && digits > 0n ? '-' : ''}${text.slice(0, -places)}.${text.slice(-places)}`;
}
