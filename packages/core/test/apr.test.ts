import { yearlyRate, formatRate, yearlyReward, type AprWindow } from '../src/staking/rate';
import { describe, expect, it } from '@jest/globals';
import type { Totals } from '../src/protocols/stakewise/vault/share-maths';
import { aprOf, pickWindow } from '../src/protocols/stakewise/ledger/apr';

const day = 86_400;
const totalShares = 1_000_000n;

/** Reports twice a day. */
function harvests(count: number): { blockNumber: number; time: number }[] {
  return Array.from({ length: count }, (_, index) => ({
    blockNumber: index,
    time: 1_700_000_000 + (index * day) / 2,
  }));
}

/** The totals after a report, each adding `step` to a price that starts at a million. */
function totalsAfter(report: number, step: bigint): Totals {
  return { totalAssets: 1_000_000n + BigInt(report) * step, totalShares };
}

function aprOver(count: number, step: bigint, days: number): AprWindow {
  const window = pickWindow(harvests(count), days, true);
  if (!window) {
    throw new Error('no window');
  }
  return aprOf(window, totalsAfter(window.first.blockNumber, step), totalsAfter(window.last.blockNumber, step));
}

describe('the yearly rate', () => {
  it('annualises the growth of the price between the reports at the ends of the window', () => {
    const window = aprOver(60, 40n, 7);
    expect(window).toMatchObject({ days: 7, harvests: 14, to: harvests(60).at(-1)?.time });
    expect((window.to ?? 0) - (window.from ?? 0)).toBe(7 * day);
    // 14 steps of 40 over a price of 1,000,000 + 45 * 40, times 365 / 7.
    expect(window.apr).toBe((560n * 365n * 10n ** 18n) / (7n * 1_001_800n));
    expect(formatRate(window.apr ?? 0n)).toBe('0.029147');
  });

  it('is negative after a penalty', () => {
    expect(formatRate(aprOver(20, -40n, 7).apr ?? 0n)).toMatch(/^-0\.029/u);
  });

  it('says how much it covers when the history is shorter than the window', () => {
    const window = aprOver(5, 40n, 30);
    expect((window.to ?? 0) - (window.from ?? 0)).toBe(2 * day);
    expect(window.harvests).toBe(4);
    expect(window.apr).not.toBeNull();
  });

  it('is unknown on fewer than three reports', () => {
    expect(aprOver(3, 40n, 7).apr).toBeNull();
    expect(pickWindow([], 7, true)).toBeUndefined();
  });

  it('is unknown over less than a day, however many reports came in', () => {
    const first = { blockNumber: 0, time: 0 };
    const last = { blockNumber: 9, time: day - 1 };
    const window = { days: 7, first, last, harvests: 9 };
    const [from, to] = [totalsAfter(0, 40n), totalsAfter(9, 40n)];
    expect(aprOf(window, from, to)).toMatchObject({ apr: null, from: 0, to: day - 1, harvests: 9 });
    expect(aprOf({ ...window, last: { ...last, time: day } }, from, to).apr).toBe(
      (360n * 365n * 10n ** 18n) / 1_000_000n,
    );
  });

  it('is unknown over a window that a node with logs of a few days alone does not reach back over', () => {
    expect(pickWindow(harvests(40), 30, false)).toBeUndefined();
    expect(pickWindow(harvests(40), 7, false)).toEqual(pickWindow(harvests(40), 7, true));
  });
});

describe('the realised rate', () => {
  it('sets rewards against the stake and the time that it lay there', () => {
    // 1 % in half a year.
    expect(formatRate(yearlyRate(10n ** 16n, 10n ** 18n * 15_768_000n) ?? 0n)).toBe('0.020000');
    expect(yearlyRate(5n, 0n)).toBeNull();
  });
});

it('formats rates with six places, towards zero', () => {
  expect(formatRate(31_200_000_000_000_000n)).toBe('0.031200');
  expect(formatRate(-31_299_999_999_999_999n)).toBe('-0.031299');
  expect(formatRate(-1n)).toBe('0.000000');
  expect(formatRate(12n * 10n ** 18n)).toBe('12.000000');
  expect(yearlyReward(2n * 10n ** 18n, 31_200_000_000_000_000n)).toBe(62_400_000_000_000_000n);
});
