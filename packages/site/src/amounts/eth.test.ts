import { describe, expect, it } from '@jest/globals';
import {
  alignedEth,
  cutWei,
  exactEth,
  parseEth,
  parseRate,
  shownEth,
  shownFee,
  shownFiatCents,
  shownPercent,
} from './eth';

const wei = (text: string): bigint => {
  const parsed = parseEth(text);
  if (!parsed.ok) {
    throw new Error(parsed.problem);
  }
  return parsed.wei;
};

describe('parseEth', () => {
  it.each([
    ['1.5', 1_500_000_000_000_000_000n],
    ['0', 0n],
    ['.5', 500_000_000_000_000_000n],
    ['5.', 5_000_000_000_000_000_000n],
    ['  2 ', 2_000_000_000_000_000_000n],
    ['0.000000000000000001', 1n],
    ['123456789.123456789123456789', 123_456_789_123_456_789_123_456_789n],
    ['0.100000000000000000', 100_000_000_000_000_000n],
    [',5', 500_000_000_000_000_000n],
    ['0,25', 250_000_000_000_000_000n],
    ['0,250', 250_000_000_000_000_000n],
    [',500', 500_000_000_000_000_000n],
    ['1,5', 1_500_000_000_000_000_000n],
    ['1,', 1_000_000_000_000_000_000n],
    ['1,2345', 1_234_500_000_000_000_000n],
    ['1234,567', 1_234_567_000_000_000_000_000n],
    ['٠٫٢٥', 250_000_000_000_000_000n],
    ['٠،٢٥', 250_000_000_000_000_000n],
    ['\u200f۱٫۵', 1_500_000_000_000_000_000n],
    ['१.५', 1_500_000_000_000_000_000n],
  ])('reads %s exactly', (text, expected) => {
    expect(parseEth(text)).toEqual({ ok: true, wei: expected });
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['.', 'not-a-number'],
    ['abc', 'not-a-number'],
    ['1e18', 'not-a-number'],
    ['0x10', 'not-a-number'],
    ['1.2.3', 'not-a-number'],
    ['１', 'not-a-number'],
    ['+1', 'not-a-number'],
    ['-', 'not-a-number'],
    ['-1', 'negative'],
    ['−0.5', 'negative'],
    ['- 1', 'negative'],
    ['-,5', 'negative'],
    [',', 'not-a-number'],
    ['1,,5', 'not-a-number'],
    ['1,2,3', 'not-a-number'],
    ['1.2,3', 'not-a-number'],
    ['1 5', 'not-a-number'],
    ["1'5", 'not-a-number'],
    ['1٢', 'not-a-number'],
    ['٠۱', 'not-a-number'],
    ['0,1234567890123456789', 'too-precise'],
    ['0.1234567890123456789', 'too-precise'],
    ['0.0000000000000000000', 'too-precise'],
    ['9'.repeat(31), 'too-large'],
  ])('refuses %j as %s', (text, problem) => {
    expect(parseEth(text)).toEqual({ ok: false, problem });
  });

  it.each([
    ['1,234', '1.234', '1234'],
    ['12,345', '12.345', '12345'],
    ['123,000', '123.000', '123000'],
    ['١،٢٣٤', '1.234', '1234'],
  ])('refuses %s, which may mean %s or %s', (text, decimal, whole) => {
    expect(parseEth(text)).toEqual({ ok: false, problem: 'ambiguous', readings: [decimal, whole] });
    expect(wei(decimal)).not.toBe(wei(whole));
  });

  it.each([
    ['1,000.5', '1000.5'],
    ['1.234,5', '1234.5'],
    ['1,234.567', '1234.567'],
    ['1,234,567', '1234567'],
    ['1.234.567', '1234567'],
    ['1,23,456.7', '123456.7'],
    ['1 234', '1234'],
    ['1\u202f234,5', '1234.5'],
    ["1'234.5", '1234.5'],
    ['1’234', '1234'],
    ['1.234,', '1234'],
    ['١٬٢٣٤٫٥', '1234.5'],
  ])('refuses %s, which is written %s without thousands set apart', (text, reading) => {
    expect(parseEth(text)).toEqual({ ok: false, problem: 'grouped', reading });
    expect(parseEth(reading).ok).toBe(true);
  });

  it('reads back what exactEth writes', () => {
    for (const amount of [0n, 1n, 10n ** 18n, 10n ** 18n - 1n, 123_456_789_012_345_678_901n]) {
      expect(wei(exactEth(amount))).toBe(amount);
    }
  });
});

describe('shownEth', () => {
  it.each([
    [0n, '0'],
    [1n, '< 0.000001'],
    [wei('0.000001'), '0.000001'],
    [wei('0.0000019'), '0.000001'],
    [wei('1.9999999'), '1.999999'],
    [wei('1234567.5'), '1,234,567.5'],
    [wei('1000'), '1,000'],
    [-1n, '−0.000001'],
    [-wei('0.0000011'), '−0.000002'],
    [-wei('1234.5'), '−1,234.5'],
  ])('shows %s wei as %s, never more than there is', (amount, expected) => {
    expect(shownEth(amount)).toBe(expected);
  });
});

it.each([
  ['0', '0.000000'],
  ['1.5', '1.500000'],
  ['1234', '1,234.000000'],
  ['0.0000001', '< 0.000001'],
])('shows %s ETH in a column as %s', (amount, expected) => {
  expect(alignedEth(wei(amount))).toBe(expected);
});

it('shows a loss in a column, never less than it is', () => {
  expect(alignedEth(-1n)).toBe('−0.000001');
});

describe('rates', () => {
  it.each([
    ['0.031299', '3.12%'],
    ['0', '0.00%'],
    ['0.5', '50.00%'],
    ['-0.0123', '−1.23%'],
    ['-0.00001', '0.00%'],
    ['12.3456', '1,234.56%'],
  ])('shows %s as %s', (rate, expected) => {
    expect(shownPercent(rate)).toBe(expected);
  });

  it('reads a rate as fixed point', () => {
    expect(parseRate('0.0312')).toBe(31_200_000_000_000_000n);
    expect(parseRate('-1.5')).toBe(-1_500_000_000_000_000_000n);
  });
});

it('cuts an amount for editing', () => {
  expect(cutWei(wei('1.23456789'))).toBe(wei('1.234567'));
});

it('shows money with its currency', () => {
  expect(shownFiatCents(123_456_789n, 'USD')).toBe('1,234,567.89 USD');
  expect(shownFiatCents(-5n, 'EUR')).toBe('−0.05 EUR');
});

it.each([
  ['0.150000', '15%'],
  ['0.0725', '7.25%'],
  ['0.000000', '0%'],
])('a fee of %s reads %s', (fee, expected) => {
  expect(shownFee(fee)).toBe(expected);
});
