import { describe, expect, it } from '@jest/globals';
import { rewardsByPeriod, type Interval, type PricedPeriod } from '@pooled-staking/core';
import { plottedAmounts, summarize, timeMarks, toPixelsNumber, unitOf } from './plot-data';

const day = 86_400;
const start = Date.parse('2025-11-17T00:00:00Z') / 1000;

function periodsOf(rewards: readonly bigint[], interval: Interval = 'day', seconds = day): PricedPeriod[] {
  const points = rewards.map((reward, index) => ({ time: start + index * seconds, reward }));
  return rewardsByPeriod(points, interval).map((period) => ({
    ...period,
    fiatCents: null,
    penalties: period.rewards < 0n ? -period.rewards : 0n,
  }));
}

const eth = 10n ** 18n;

describe('the amounts of a plot', () => {
  it('stand by themselves or are added up', () => {
    const periods = periodsOf([5n, -7n, 0n, 4n]);
    expect(plottedAmounts(periods, 'each')).toEqual([5n, -7n, 0n, 4n]);
    expect(plottedAmounts(periods, 'sum')).toEqual([5n, -2n, -2n, 2n]);
  });

  it.each([
    [[0n], 'ETH'],
    [[eth, 1n], 'ETH'],
    [[10n ** 12n], 'ETH'],
    [[10n ** 12n - 1n, -3n], 'gwei'],
    [[-(10n ** 6n)], 'gwei'],
    [[999_999n], 'wei'],
  ])('%p are in %s', (amounts, name) => {
    expect(unitOf(amounts).name).toBe(name);
  });

  it('become numbers with their sign', () => {
    expect(toPixelsNumber(-(15n * eth) / 10n, unitOf([eth]))).toBe(-1.5);
    expect(toPixelsNumber(1n, unitOf([eth]))).toBe(1e-18);
  });
});

describe('the marks of the time axis', () => {
  it('are all there when there is room, with the year at the first and at each new one', () => {
    const months = periodsOf([1n, 1n, 1n], 'month', 31 * day);
    expect(timeMarks(months, 'month', 10)).toEqual([
      { index: 0, label: 'Nov\n2025' },
      { index: 1, label: 'Dec' },
      { index: 2, label: 'Jan\n2026' },
    ]);
  });

  it('are thinned out, none of them at an end', () => {
    const days = periodsOf(Array.from({ length: 100 }, () => 1n));
    const marks = timeMarks(days, 'day', 8);
    const indexes = marks.map(({ index }) => index);
    expect(indexes).toEqual([2, 15, 28, 41, 54, 67, 80, 93]);
    expect(marks[0]?.label).toMatch(/\n2025$/u);
    expect(marks.filter(({ label }) => label.endsWith('2026'))).toHaveLength(1);
  });

  it('say a year once', () => {
    expect(timeMarks(periodsOf([1n], 'year'), 'year', 4)).toEqual([{ index: 0, label: '2025' }]);
  });
});

describe('summarize', () => {
  it('finds total, best, worst and losses', () => {
    const periods = periodsOf([5n, -7n, 0n, 9n]);
    expect(summarize(periods)).toEqual({ total: 7n, best: periods[3], worst: periods[1], losses: 1 });
  });

  it('of nothing is nothing', () => {
    expect(summarize([])).toEqual({ total: 0n, best: null, worst: null, losses: 0 });
  });
});
