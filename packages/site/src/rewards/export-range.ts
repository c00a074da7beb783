import { dayOf, spanOfDays, type DayRange, type Seconds } from '@pooled-staking/core';

/** Which days a file is about. */
export const rangeChoices = ['this year', 'last year', 'all', 'custom'] as const;
export type RangeChoice = (typeof rangeChoices)[number];

/** First and last day as fields of a page have them: `2026-01-31`, or empty. */
export type CustomDays = { readonly from: string; readonly to: string };

/** The days of a choice, in UTC. @param now the time of the newest block. */
export function daysOf(choice: RangeChoice, custom: CustomDays, now: Seconds): DayRange {
  const year = Number(dayOf(now).slice(0, 4)) - (choice === 'last year' ? 1 : 0);
  switch (choice) {
    case 'all':
      return {};
    case 'custom':
      return { from: custom.from || undefined, to: custom.to || undefined };
    case 'this year':
    case 'last year':
      return { from: `${year}-01-01`, to: `${year}-12-31` };
  }
}

/** What may be wrong with a range of days. */
export type RangeFault = 'reversed' | 'no day';

/** What is wrong with a range; `null` where it is one. */
export function faultOf(range: DayRange): RangeFault | null {
  if (range.from !== undefined && range.to !== undefined && range.from > range.to) {
    return 'reversed';
  }
  try {
    spanOfDays(range);
    return null;
  } catch {
    return 'no day';
  }
}

/**
 * The days that a file tells of, for its name and for words: an open end is the day of the first line, or today, and no day
 * after today has lines yet.
 */
export function toldDays(range: DayRange, first: Seconds | undefined, now: Seconds): { from: string; to: string } {
  const today = dayOf(now);
  const from = range.from ?? dayOf(first ?? now);
  const to = range.to !== undefined && range.to < today ? range.to : today;
  return { from, to: to < from ? from : to };
}
