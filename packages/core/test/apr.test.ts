import { describe, expect, it } from '@jest/globals';
import { aprOver, formatRate, yearlyReward } from '../src/rewards/apr';
import type { PricePoint } from '../src/rewards/share-price';

const day = 86_400;

/** Reports twice a day, each adding a millionth of `step` to a price that starts at 1. */
function reports(count: number, step: bigint): PricePoint[] {
  return Array.from({ length: count }, (_, index) => ({
    totalAssets: 1_000_000n + BigInt(index) * step,
    totalShares: 1_000_000n,
    blockNumber: index,
    time: 1_700_000_000 + (index * day) / 2,
  }));
}

describe('aprOver', () => {
  it('annualises the growth of the price between the reports at the ends of the window', () => {
    const points = reports(60, 40n);
    const window = aprOver(points, 7);
    expect(window).toMatchObject({ days: 7, harvests: 14, to: points.at(-1)?.time });
    expect((window.to ?? 0) - (window.from ?? 0)).toBe(7 * day);
    // 14 steps of 40 over a price of 1,000,000 + 45 * 40, times 365 / 7.
    expect(window.apr).toBe((560n * 365n * 10n ** 18n) / (7n * 1_001_800n));
    expect(formatRate(window.apr ?? 0n)).toBe('0.029147');
  });

  it('is negative after a penalty', () => {
    expect(formatRate(aprOver(reports(20, -40n), 7).apr ?? 0n)).toMatch(/^-0\.029/u);
  });

  it('says how much it covers when the history is shorter than the window', () => {
    const window = aprOver(reports(5, 40n), 30);
    expect((window.to ?? 0) - (window.from ?? 0)).toBe(2 * day);
    expect(window.harvests).toBe(4);
    expect(window.apr).not.toBeNull();
  });

  it('gives no rate on fewer than three reports', () => {
    expect(aprOver(reports(3, 40n), 7).apr).toBeNull();
    expect(aprOver([], 7)).toEqual({ days: 7, apr: null, from: null, to: null, harvests: 0 });
  });
});

it('formats rates with six places, towards zero', () => {
  expect(formatRate(31_200_000_000_000_000n)).toBe('0.031200');
  expect(formatRate(-31_299_999_999_999_999n)).toBe('-0.031299');
  expect(formatRate(-1n)).toBe('0.000000');
  expect(formatRate(12n * 10n ** 18n)).toBe('12.000000');
  expect(yearlyReward(2n * 10n ** 18n, 31_200_000_000_000_000n)).toBe(62_400_000_000_000_000n);
});
