import { shortPeriodName, yearInUtc } from '../time/words';
import type { Interval, PricedPeriod, Wei } from '@pooled-staking/core';

/** What the plot draws: each period by itself, or added up from the first one on. */
export type PlotMode = 'each' | 'sum';

/** A unit in which the largest amount of a plot reads well. */
export type PlotUnit = { readonly name: 'ETH' | 'gwei' | 'wei'; readonly wei: bigint };

const units: readonly PlotUnit[] = [
  { name: 'ETH', wei: 10n ** 18n },
  { name: 'gwei', wei: 10n ** 9n },
  { name: 'wei', wei: 1n },
];

const size = (amount: Wei): Wei => (amount < 0n ? -amount : amount);

/** ETH, unless all of it is below a millionth of one; then gwei, or wei. */
export function unitOf(amounts: readonly Wei[]): PlotUnit {
  const largest = amounts.reduce((most, amount) => (size(amount) > most ? size(amount) : most), 0n);
  const [eth, gwei, wei] = units as [PlotUnit, PlotUnit, PlotUnit];
  return largest === 0n || largest >= 10n ** 12n ? eth : largest >= 10n ** 6n ? gwei : wei;
}

/** The amounts that a plot shows, oldest first, in wei. */
export function plottedAmounts(periods: readonly PricedPeriod[], mode: PlotMode): Wei[] {
  let sum = 0n;
  return periods.map(({ rewards }) => {
    sum += rewards;
    return mode === 'each' ? rewards : sum;
  });
}

/**
 * An amount as a number of units, for the pixels of a plot alone: it is cut to what a floating-point number holds. Every
 * figure that a person reads is made from the wei themselves.
 */
export function toPixelsNumber(amount: Wei, unit: PlotUnit): number {
  const whole = amount / unit.wei;
  const rest = amount % unit.wei;
  return Number(whole) + Number(rest) / Number(unit.wei);
}

/** A mark on the time axis: the index of its period, and its label; a new year is told below. */
export type TimeMark = { readonly index: number; readonly label: string };

/**
 * The periods that are named on the axis: so many that they stand apart, each in the middle of its stretch, so that none
 * is cut off at an end. The first one and each that begins a year carry the year.
 * @param room how many labels there is room for.
 */
export function timeMarks(periods: readonly PricedPeriod[], interval: Interval, room: number): TimeMark[] {
  const step = Math.max(1, Math.ceil(periods.length / Math.max(1, room)));
  const middle = Math.floor(step / 2);
  const indexes = periods.map((_, index) => index).filter((index) => (periods.length - 1 - index) % step === middle);
  let year = '';
  return indexes.map((index) => {
    const { from } = periods[index] as PricedPeriod;
    const short = shortPeriodName(from, interval);
    const isNewYear = interval !== 'year' && yearInUtc(from) !== year;
    year = yearInUtc(from);
    return { index, label: isNewYear ? `${short}\n${year}` : short };
  });
}

/** What the periods of a span come to: for the words under the plot. */
export type PlotSummary = {
  readonly total: Wei;
  readonly best: PricedPeriod | null;
  readonly worst: PricedPeriod | null;
  /** Periods in which a report took something, also where others brought more. */
  readonly losses: number;
};

/** Sums periods up; `best` and `worst` are `null` without periods. */
export function summarize(periods: readonly PricedPeriod[]): PlotSummary {
  let best: PricedPeriod | null = null;
  let worst: PricedPeriod | null = null;
  let total = 0n;
  let losses = 0;
  for (const period of periods) {
    total += period.rewards;
    losses += period.penalties > 0n ? 1 : 0;
    best = best === null || period.rewards > best.rewards ? period : best;
    worst = worst === null || period.rewards < worst.rewards ? period : worst;
  }
  return { total, best, worst, losses };
}
