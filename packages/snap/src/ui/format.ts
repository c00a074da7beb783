import { toFiatCents, type FiatPrice, type Rate, type Seconds, type Wei } from '@pooled-staking/core';

const rateScale = 10n ** 18n;
const daySeconds = 86_400;

/** Hundredths as a decimal string with two places: 312n is "3.12". */
function fromHundredths(hundredths: bigint): string {
  const digits = (hundredths < 0n ? -hundredths : hundredths).toString().padStart(3, '0');
  return `${hundredths < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A rate as a percentage with two places, rounded towards zero: "3.12%". */
export function formatPercent(rate: Rate): string {
  return `${fromHundredths((rate * 10_000n) / rateScale)}%`;
}

/** Basis points as a percentage without idle zeros: 1500 is "15%". */
export function formatBasisPoints(points: number): string {
  return `${fromHundredths(BigInt(points)).replace(/\.?0+$/u, '')}%`;
}

/**
 * What part of `whole` an amount is, as a percentage with two places; "<0.01%" for less, `null` where the whole is no
 * positive amount to compare with.
 */
export function formatShare(part: Wei, whole: Wei): string | null {
  if (whole <= 0n) {
    return null;
  }
  const hundredths = (part * 10_000n) / whole;
  return hundredths === 0n && part > 0n ? '<0.01%' : `${fromHundredths(hundredths)}%`;
}

/** An amount of ETH in the price's currency, as the locale writes money. Rounded towards zero to hundredths. */
export function formatFiat(amount: Wei, price: FiatPrice, locale: string): string {
  const text = fromHundredths(toFiatCents(amount, price));
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency: price.currency }).format(
      text as Intl.StringNumericLiteral,
    );
  } catch {
    return `${text} ${price.currency}`;
  }
}

/** A day in the locale's words, in UTC. */
export function formatDay(seconds: Seconds, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(seconds * 1000));
}

/** A time in the locale's words, in UTC, to the minute. */
export function formatTime(seconds: Seconds, locale: string): string {
  const style = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat(locale, style).format(new Date(seconds * 1000))} UTC`;
}

/** Whole days between two times, at least one. */
export function daysBetween(from: Seconds, to: Seconds): number {
  return Math.max(1, Math.round((to - from) / daySeconds));
}

/** A price older than this is shown with its day: feeds are updated at least daily. */
export function isOldPrice({ updatedAt }: FiatPrice, now: Seconds): boolean {
  return now - updatedAt > daySeconds + 3600;
}
