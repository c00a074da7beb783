import type { Interval } from '@pooled-staking/core';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** A span in its largest unit, with the next one below three days, rounded down: `2 days 3 hours`, `9 days`, `5 minutes`, `less than a minute`. */
export function spanWords(seconds: number): string {
  const count = (value: number, name: string): string => `${value} ${name}${value === 1 ? '' : 's'}`;
  if (seconds < minute) {
    return 'less than a minute';
  }
  if (seconds < hour) {
    return count(Math.floor(seconds / minute), 'minute');
  }
  const [unit, name, smaller, smallerName] =
    seconds < day ? ([hour, 'hour', minute, 'minute'] as const) : ([day, 'day', hour, 'hour'] as const);
  // Hours say nothing beside weeks.
  const rest = seconds < 3 * day ? Math.floor((seconds % unit) / smaller) : 0;
  return count(Math.floor(seconds / unit), name) + (rest > 0 ? ` ${count(rest, smallerName)}` : '');
}

/** Seconds from one ISO time to another; negative when `to` is earlier. */
export function secondsBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 1000);
}

/** How far a time is from the chain's now, both ISO: `in 3 hours`, `2 days ago`, `now`. */
export function relativeTo(now: string, time: string): string {
  const seconds = secondsBetween(now, time);
  if (Math.abs(seconds) < minute) {
    return 'now';
  }
  return seconds > 0 ? `in ${spanWords(seconds)}` : `${spanWords(-seconds)} ago`;
}

const dateTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const dateOnly = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

/** A date and time in the reader's time zone: `21 Nov 2026, 13:05`. */
export function shownTime(time: string): string {
  return dateTime.format(new Date(time));
}

/** A date in the reader's time zone: `21 Nov 2026`. */
export function shownDate(time: string): string {
  return dateOnly.format(new Date(time));
}

const utc = { timeZone: 'UTC' } as const;
const dayInUtc = new Intl.DateTimeFormat('en-GB', { ...utc, day: 'numeric', month: 'short', year: 'numeric' });
const dayAndMonthInUtc = new Intl.DateTimeFormat('en-GB', { ...utc, day: 'numeric', month: 'short' });
const monthInUtc = new Intl.DateTimeFormat('en-GB', { ...utc, month: 'long', year: 'numeric' });
const shortMonthInUtc = new Intl.DateTimeFormat('en-GB', { ...utc, month: 'short' });

/** A date in UTC, from seconds since 1970: `21 Nov 2026`. */
export function dateInUtc(seconds: number): string {
  return dayInUtc.format(seconds * 1000);
}

/** A period in UTC by its first second: `21 Nov 2026`, `16 – 22 Nov 2026`, `November 2026`, `2026`. */
export function periodName(from: number, to: number, interval: Interval): string {
  switch (interval) {
    case 'day':
      return dateInUtc(from);
    case 'week':
      return dayInUtc.formatRange(from * 1000, (to - 1) * 1000);
    case 'month':
      return monthInUtc.format(from * 1000);
    case 'year':
      return yearInUtc(from);
  }
}

/** A period as short as an axis needs it, without its year: `21 Nov`, `Nov`; a year is itself. */
export function shortPeriodName(from: number, interval: Interval): string {
  return interval === 'year'
    ? yearInUtc(from)
    : (interval === 'month' ? shortMonthInUtc : dayAndMonthInUtc).format(from * 1000);
}

/** The year of a time in UTC. */
export function yearInUtc(seconds: number): string {
  return String(new Date(seconds * 1000).getUTCFullYear());
}
