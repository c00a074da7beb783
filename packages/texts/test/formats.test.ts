import { describe, expect, it } from '@jest/globals';
import {
  formatAmount,
  formatBasisPoints,
  formatDay,
  formatList,
  formatPower,
  formatMoney,
  formatMonth,
  formatPercent,
  formatRelative,
  formatShare,
  formatSpan,
  formatTime,
  formatWait,
} from '../src/formats';

const ether = 10n ** 18n;
const eth = { symbol: 'ETH', decimals: 18 };
const rate = (percent: string): bigint => BigInt(Math.round(Number(percent) * 1e6)) * 10n ** 10n;

describe('numbers', () => {
  it('cuts amounts for a sentence and never shows more than there is', () => {
    expect(formatAmount(1_999_999_999_999_999_999n, eth, 'en')).toBe('1.999999 ETH');
    expect(formatAmount(-1_999_999_999_999_999_999n, eth, 'en')).toBe('-1.999999 ETH');
    expect(formatAmount(5n, eth, 'en')).toBe('0.000000000000000005 ETH');
    expect(formatAmount(0n, eth, 'en')).toBe('0 ETH');
  });

  it.each([
    ['en', '12,345.678 ETH'],
    ['de', '12.345,678 ETH'],
    ['fr', '12\u202f345,678 ETH'],
    ['es', '12.345,678 ETH'],
    ['ru', '12\u00a0345,678 ETH'],
    ['hi', '12,345.678 ETH'],
  ])('groups the digits of an amount as %s does', (locale, text) => {
    expect(formatAmount(12_345_678n * 10n ** 15n, eth, locale)).toBe(text);
  });

  it.each([
    ['3.129', '3.12%'],
    ['0', '0.00%'],
    ['0.009', '0.00%'],
    ['-1.239', '-1.23%'],
    ['-0.5', '-0.50%'],
    ['12', '12.00%'],
  ])('a rate of %s is %s', (percent, text) => {
    expect(formatPercent(rate(percent), 'en')).toBe(text);
  });

  it.each([
    [1500, '15%'],
    [1000, '10%'],
    [1250, '12.5%'],
    [1, '0.01%'],
    [0, '0%'],
    [10_000, '100%'],
  ])('%d basis points are %s', (points, text) => {
    expect(formatBasisPoints(points, 'en')).toBe(text);
  });

  it.each([
    [1n, 3n, '33.33%'],
    [2n, 1n, '200.00%'],
    [1n, 10n ** 9n, '<0.01%'],
    [0n, 5n, '0.00%'],
    [5n, 0n, null],
    [5n, -1n, null],
  ])('%d of %d is %s', (part, whole, text) => {
    expect(formatShare(part, whole, 'en')).toBe(text);
  });

  it('are those of the language', () => {
    expect(formatPercent(rate('3.129'), 'de')).toBe('3,12\u00a0%');
    expect(formatBasisPoints(1250, 'tr')).toBe('%12,5');
    expect(formatPercent(123_456n * ether, 'en')).toBe('12,345,600.00%');
  });
});

describe('money', () => {
  it('is written as the locale writes it, exact to the hundredth', () => {
    expect(formatMoney(432_675n, 'USD', 'en')).toBe('$4,326.75');
    expect(formatMoney(-288_450n, 'USD', 'en')).toBe('-$2,884.50');
    expect(formatMoney(288_450n, 'EUR', 'de')).toBe('2.884,50\u00a0€');
    expect(formatMoney(288_450n, 'JPY', 'en')).toMatch(/^¥2,88[45]$/u);
    expect(formatMoney(900_719_925_474_099_301n, 'USD', 'en')).toBe('$9,007,199,254,740,993.01');
  });

  it('falls back to plain figures where the locale knows no such currency', () => {
    expect(formatMoney(288_450n, '??', 'en')).toBe('2884.50 ??');
  });
});

describe('times', () => {
  it('are in UTC', () => {
    expect(formatDay(1_000_000, 'en')).toBe('Jan 12, 1970');
    expect(formatMonth(1_000_000, 'en')).toBe('Jan 1970');
    expect(formatMonth(2_678_399, 'de')).toBe('Jan. 1970');
    expect(formatTime(1_000_000, 'en')).toMatch(/^Jan 12, 1970, 1:46\sPM UTC$/u);
  });

  it.each([
    [54_000, '15 hours'],
    [54_001, '15 hours 1 minute'],
    [2_400, '40 minutes'],
    [3 * 86_400 - 60, '71 hours 59 minutes'],
    [21 * 86_400, '21 days'],
    [21 * 86_400 + 1, '21 days 1 hour'],
    [3_600, '1 hour'],
    [1, '1 minute'],
    [0, '0 minutes'],
    [72 * 3_600 - 60, '71 hours 59 minutes'],
    [21 * 86_400, '21 days'],
    [7 * 86_400 + 3_601, '7 days 2 hours'],
  ])('a wait of %d seconds is %s', (seconds, words) => {
    expect(formatWait(seconds, 'en')).toBe(words);
  });

  it.each([
    [60, '1 minute'],
    [330, '5 minutes'],
    [2 * 86_400 + 3 * 3_600 + 59, '2 days 3 hours'],
    [86_400, '1 day'],
    [9 * 86_400 + 7_200, '9 days'],
    [3_661, '1 hour 1 minute'],
  ])('a span of %d seconds is %s', (seconds, words) => {
    expect(formatSpan(seconds, 'en')).toBe(words);
  });

  it.each([
    [0, 'now'],
    [-59, 'now'],
    [60, 'in 1 minute'],
    [-7_199, '119 minutes ago'],
    [7_200, 'in 2 hours'],
    [47 * 3_600, 'in 47 hours'],
    [-3 * 86_400, '3 days ago'],
  ])('%d seconds from now is %s', (seconds, words) => {
    expect(formatRelative(seconds, 'en')).toBe(words);
  });

  it('are said in the language', () => {
    expect(formatWait(54_060, 'de')).toBe('15 Stunden, 1 Minute');
    expect(formatRelative(-7_200, 'de')).toBe('vor 2 Stunden');
    expect(formatList(['a', 'b', 'c'], 'en')).toBe('a, b, and c');
  });
});

describe('voting power', () => {
  it.each([
    ['0', '0'],
    ['9000', '9,000'],
    ['12345.678', '12,345.68'],
    ['0.1', '0.1'],
    ['0.00001234', '0.0000123'],
    ['999999999999999999999', '999,999,999,999,999,999,999'],
  ])('%s is %s', (power, text) => {
    expect(formatPower(power, 'en')).toBe(text);
  });
});
