import { describe, expect, it } from '@jest/globals';
import type { Interval } from '@pooled-staking/core';
import { periodName, relativeTo, shortPeriodName, spanWords } from './words';

describe('spanWords', () => {
  it.each([
    [0, 'less than a minute'],
    [59, 'less than a minute'],
    [60, '1 minute'],
    [3599, '59 minutes'],
    [3600, '1 hour'],
    [5400, '1 hour 30 minutes'],
    [86_400, '1 day'],
    [183_600, '2 days 3 hours'],
    [3_974_400, '46 days'],
  ])('%s seconds are %s', (seconds, words) => {
    expect(spanWords(seconds)).toBe(words);
  });
});

it("tells a time from the chain's now, not from the clock", () => {
  const now = '2031-05-01T12:00:00Z';
  expect(relativeTo(now, '2031-05-01T15:00:00Z')).toBe('in 3 hours');
  expect(relativeTo(now, '2031-04-29T12:00:00Z')).toBe('2 days ago');
  expect(relativeTo(now, '2031-05-01T12:00:30Z')).toBe('now');
});

describe('periods in UTC', () => {
  const time = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 1000;

  it.each<[string, string, Interval, string, string]>([
    ['2026-11-21', '2026-11-22', 'day', '21 Nov 2026', '21 Nov'],
    ['2026-11-16', '2026-11-23', 'week', '16\u2009–\u200922 Nov 2026', '16 Nov'],
    ['2026-12-28', '2027-01-04', 'week', '28 Dec 2026\u2009–\u20093 Jan 2027', '28 Dec'],
    ['2026-11-01', '2026-12-01', 'month', 'November 2026', 'Nov'],
    ['2026-01-01', '2027-01-01', 'year', '2026', '2026'],
  ])('from %s until %s are named by their %s', (from, to, interval, name, short) => {
    expect(periodName(time(from), time(to), interval)).toBe(name);
    expect(shortPeriodName(time(from), interval)).toBe(short);
  });
});
