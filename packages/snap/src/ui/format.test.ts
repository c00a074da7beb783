import { describe, expect, it } from '@jest/globals';
import type { FiatPrice } from '@pooled-staking/core';
import { translatorFor } from '../i18n';
import { daysBetween, formatBasisPoints, formatDay, formatFiat, formatPercent, formatShare } from './format';
import { fiatText } from './texts';

const ether = 10n ** 18n;
const rate = (percent: string): bigint => BigInt(Math.round(Number(percent) * 1e6)) * 10n ** 10n;
const inUsd: FiatPrice = { currency: 'USD', price: 2884n * ether + ether / 2n, updatedAt: 1_000_000 };

describe('numbers', () => {
  it.each([
    ['3.129', '3.12%'],
    ['0', '0.00%'],
    ['0.009', '0.00%'],
    ['-1.239', '-1.23%'],
    ['-0.5', '-0.50%'],
    ['12', '12.00%'],
  ])('a rate of %s is %s', (percent, text) => {
    expect(formatPercent(rate(percent))).toBe(text);
  });

  it.each([
    [1500, '15%'],
    [1000, '10%'],
    [1250, '12.5%'],
    [1, '0.01%'],
    [0, '0%'],
    [10_000, '100%'],
  ])('%d basis points are %s', (points, text) => {
    expect(formatBasisPoints(points)).toBe(text);
  });

  it.each([
    [1n, 3n, '33.33%'],
    [2n, 1n, '200.00%'],
    [1n, 10n ** 9n, '<0.01%'],
    [0n, 5n, '0.00%'],
    [5n, 0n, null],
    [5n, -1n, null],
  ])('%d of %d is %s', (part, whole, text) => {
    expect(formatShare(part, whole)).toBe(text);
  });

  it('counts whole days, at least one', () => {
    expect(daysBetween(0, 7 * 86_400 - 100)).toBe(7);
    expect(daysBetween(0, 60)).toBe(1);
  });
});

describe('money', () => {
  it('is written as the locale writes it, exact to the hundredth', () => {
    expect(formatFiat((3n * ether) / 2n, inUsd, 'en')).toBe('$4,326.75');
    expect(formatFiat(-ether, inUsd, 'en')).toBe('-$2,884.50');
    expect(formatFiat(ether, { ...inUsd, currency: 'EUR' }, 'de')).toBe('2.884,50\u00a0€');
    expect(formatFiat(ether, { ...inUsd, currency: 'JPY' }, 'en')).toMatch(/^¥2,88[45]$/u);
  });

  it('falls back to plain figures where the locale knows no such currency', () => {
    expect(formatFiat(ether, { ...inUsd, currency: '??' }, 'en')).toBe('2884.50 ??');
  });

  it('tells the day of an old price, and nothing without a price', () => {
    const voice = { t: translatorFor('en'), locale: 'en', fiatPrice: inUsd, now: 1_000_000 + 3600 };
    expect(fiatText(ether, voice)).toBe('about $2,884.50');
    expect(fiatText(ether, { ...voice, now: 1_000_000 + 2 * 86_400 })).toBe(
      `about $2,884.50 (price of ${formatDay(1_000_000, 'en')})`,
    );
    expect(fiatText(ether, { ...voice, fiatPrice: null })).toBe('');
    expect(formatDay(1_000_000, 'en')).toBe('Jan 12, 1970');
  });
});
