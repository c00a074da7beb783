import type { Interval } from '@pooled-staking/core';
import { formatSpan } from '@pooled-staking/texts';
import { locale, t } from '../texts/texts';

const minute = 60;

/** A span in its largest unit, with the next one below three days, rounded down: `2 days 3 hours`, `9 days`, `less than a minute`. */
export function spanWords(seconds: number): string {
  return seconds < minute ? t('time.lessThanMinute') : formatSpan(seconds, locale());
}

/** Seconds from one ISO time to another; negative when `to` is earlier. */
export function secondsBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 1000);
}

/** How far a time is from the chain's now, both ISO: `in 3 hours`, `2 days ago`, `now`. */
export function relativeTo(now: string, time: string): string {
  const seconds = secondsBetween(now, time);
  if (Math.abs(seconds) < minute) {
    return t('time.now');
  }
  return seconds > 0
    ? t('time.timeAhead', { span: spanWords(seconds) })
    : t('time.timeAgo', { span: spanWords(-seconds) });
}

const dateFormat = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locale(), options);

/** A date and time in the reader's time zone: `21 Nov 2026, 13:05`. */
export function shownTime(time: string): string {
  return dateFormat({ dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time));
}

/** A date in the reader's time zone: `21 Nov 2026`. */
export function shownDate(time: string): string {
  return dateFormat({ dateStyle: 'medium' }).format(new Date(time));
}

const utc = { timeZone: 'UTC' } as const;
const day = { ...utc, day: 'numeric', month: 'short', year: 'numeric' } as const;
const dayAndMonth = { ...utc, day: 'numeric', month: 'short' } as const;
const month = { ...utc, month: 'long', year: 'numeric' } as const;
const shortMonth = { ...utc, month: 'short' } as const;

/** A date in UTC, from seconds since 1970: `21 Nov 2026`. */
export function dateInUtc(seconds: number): string {
  return dateFormat(day).format(seconds * 1000);
}

/** A day in UTC: `2026-11-21` as `21 Nov 2026`. */
export function dayInWords(day: string): string {
  return dateInUtc(Date.parse(day) / 1000);
}

/** A period in UTC by its first second: `21 Nov 2026`, `16 – 22 Nov 2026`, `November 2026`, `2026`. */
export function periodName(from: number, to: number, interval: Interval): string {
  switch (interval) {
    case 'day':
      return dateInUtc(from);
    case 'week':
      return dateFormat(day).formatRange(from * 1000, (to - 1) * 1000);
    case 'month':
      return dateFormat(month).format(from * 1000);
    case 'year':
      return yearInUtc(from);
  }
}

/** A period as short as an axis needs it, without its year: `21 Nov`, `Nov`; a year is itself. */
export function shortPeriodName(from: number, interval: Interval): string {
  return interval === 'year'
    ? yearInUtc(from)
    : dateFormat(interval === 'month' ? shortMonth : dayAndMonth).format(from * 1000);
}

/** The year of a time in UTC. */
export function yearInUtc(seconds: number): string {
  return String(new Date(seconds * 1000).getUTCFullYear());
}
