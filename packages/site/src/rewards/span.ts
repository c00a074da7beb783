import { spanOfDays, startOfPeriod, type DayRange, type Seconds } from '@pooled-staking/core';
import type { Rewards } from '@pooled-staking/react';
import { faultOf, type CustomDays, type RangeFault } from './export-range';

/** How far back the rewards are shown, as the page's address has it; `own`: days that the person gives. */
export const spans = ['7d', '30d', '90d', '1y', 'all', 'own'] as const;
export type Span = (typeof spans)[number];

const spanDays: Readonly<Record<Exclude<Span, 'own'>, number | null>> = {
  '7d': 7,
  '30d': 30,
  '90d': 90,
  '1y': 365,
  all: null,
};
const daySeconds = 86_400;

/** The seconds of a span; an end that is absent is open. */
export type ShownSpan = {
  readonly span: Span;
  readonly from?: Seconds | undefined;
  /** Not part of it any more. */
  readonly to?: Seconds | undefined;
};

/** The books of a span that is shown. */
export type ShownBooks = Rewards<ShownSpan>;

/** From the first movement until now. */
export const wholeSpan: ShownSpan = { span: 'all' };

/** What tells one span from another: that of some days up to now stays the same from day to day. */
export const keyOfSpan = ({ span, from, to }: ShownSpan): string => (span === 'own' ? `${from}-${to}` : span);

/** A span that ends now, from the beginning of a day in UTC on. */
function endingNow(span: Exclude<Span, 'own'>, now: Seconds): ShownSpan {
  const days = spanDays[span];
  return days === null ? wholeSpan : { span, from: startOfPeriod(now - days * daySeconds, 'day') };
}

/**
 * The seconds of a choice, or what is wrong with the days that were given.
 * @param own first and last day in UTC; an empty one leaves that end open.
 * @param now the time of the newest block.
 */
export function shownSpan(span: Span, own: CustomDays, now: Seconds): ShownSpan | { readonly fault: RangeFault } {
  if (span !== 'own') {
    return endingNow(span, now);
  }
  const days: DayRange = { from: own.from || undefined, to: own.to || undefined };
  const fault = faultOf(days);
  return fault === null ? { span, ...spanOfDays(days) } : { fault };
}
