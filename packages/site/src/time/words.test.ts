import { describe, expect, it } from '@jest/globals';
import { relativeTo, spanWords } from './words';

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
