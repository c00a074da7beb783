import { startOfPeriod, type Seconds } from '@pooled-staking/core';

/** How far back the rewards are shown. */
export const spans = ['30 days', '90 days', '1 year', 'all'] as const;
export type Span = (typeof spans)[number];

const spanDays: Readonly<Record<Span, number | null>> = { '30 days': 30, '90 days': 90, '1 year': 365, all: null };
const daySeconds = 86_400;

/** The first second of a span that ends now, at the beginning of a day in UTC; `undefined` for all of it. */
export function startOfSpan(span: Span, now: Seconds): Seconds | undefined {
  const days = spanDays[span];
  return days === null ? undefined : startOfPeriod(now - days * daySeconds, 'day');
}
