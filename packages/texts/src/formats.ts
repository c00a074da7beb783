/** Numbers, money, days and waits as a language writes them, all by `Intl`. Amounts are exact: nothing goes through a float. */

const daySeconds = 86_400;
const rateScale = 10n ** 18n;

const number = (locale: string, value: string, options: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat(locale, options).format(value as Intl.StringNumericLiteral);

const mostDecimals = 6;

/**
 * An amount of an asset for a sentence: with at most six decimals, cut, not rounded up, so that it never shows more than
 * there is; an amount too small for that is shown in full.
 * @param amount in the asset's smallest unit.
 */
export function formatAmount(
  amount: bigint,
  { symbol, decimals }: { readonly symbol: string; readonly decimals: number },
  locale: string,
): string {
  const unit = 10n ** BigInt(Math.max(0, decimals - mostDecimals));
  const cut = (amount / unit) * unit;
  const value = `${cut === 0n ? amount : cut}e-${decimals}`;
  return `${number(locale, value, { maximumFractionDigits: decimals })} ${symbol}`;
}

/** Hundredths of a percent as a percentage. */
function percent(hundredths: bigint, locale: string, minimumFractionDigits: number): string {
  return number(locale, `${hundredths}e-4`, { style: 'percent', minimumFractionDigits, maximumFractionDigits: 2 });
}

/** A rate (fixed point, 18 decimals) as a percentage with two places, rounded towards zero: "3.12%". */
export function formatPercent(rate: bigint, locale: string): string {
  return percent((rate * 10_000n) / rateScale, locale, 2);
}

/** Basis points as a percentage without idle zeros: 1500 is "15%". */
export function formatBasisPoints(points: number, locale: string): string {
  return percent(BigInt(points), locale, 0);
}

/**
 * What part of `whole` an amount is, as a percentage with two places; "<0.01%" for less, `null` where the whole is no
 * positive amount to compare with.
 */
export function formatShare(part: bigint, whole: bigint, locale: string): string | null {
  if (whole <= 0n) {
    return null;
  }
  const hundredths = (part * 10_000n) / whole;
  return hundredths === 0n && part > 0n ? `<${percent(1n, locale, 2)}` : percent(hundredths, locale, 2);
}

/**
 * Voting power for a sentence, with two places, or three figures where it is less than one. It is counted in floating-point
 * numbers, so there is no exact amount behind it.
 * @param power a decimal text.
 */
export function formatPower(power: string, locale: string): string {
  return number(locale, power, Number(power) < 1 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 2 });
}

/** What a language or a currency is called in a language, with a capital letter; its code where `Intl` does not know it. */
export function nameOf(type: 'language' | 'currency', code: string, locale: string): string {
  try {
    const name = new Intl.DisplayNames([locale], { type }).of(code) ?? code;
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  } catch {
    return code;
  }
}

/** Hundredths of a currency as the locale writes money; plain figures with its code where `Intl` knows no such currency. */
export function formatMoney(hundredths: bigint, currency: string, locale: string): string {
  const value = `${hundredths}e-2`;
  try {
    return number(locale, value, { style: 'currency', currency });
  } catch {
    return `${number('en', value, { minimumFractionDigits: 2, useGrouping: false })} ${currency}`;
  }
}

/** A day in UTC, from seconds since 1970: "Nov 21, 2026". */
export function formatDay(seconds: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(seconds * 1000));
}

/** The month of a time in UTC, from seconds since 1970: "Nov 2026". */
export function formatMonth(seconds: number, locale: string): string {
  const style = { month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale, style).format(new Date(seconds * 1000));
}

/** A time in UTC to the minute, from seconds since 1970. */
export function formatTime(seconds: number, locale: string): string {
  const style = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat(locale, style).format(new Date(seconds * 1000))} UTC`;
}

type Unit = 'day' | 'hour' | 'minute';

/** Counts of units one after the other: "15 hours 1 minute". */
function units(counts: readonly (readonly [number, Unit])[], locale: string): string {
  const parts = counts.map(([count, unit]) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count),
  );
  return new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' }).format(parts);
}

/**
 * A span of time for a sentence, rounded up to whole minutes: "15 hours", "15 hours 1 minute", "40 minutes"; from three days
 * on to whole hours: "21 days", "7 days 2 hours".
 */
export function formatWait(seconds: number, locale: string): string {
  const minutes = Math.ceil(seconds / 60);
  if (minutes >= 72 * 60) {
    const hours = Math.ceil(minutes / 60);
    const days = [Math.floor(hours / 24), 'day'] as const;
    return units(hours % 24 > 0 ? [days, [hours % 24, 'hour']] : [days], locale);
  }
  const counts = [
    [Math.floor(minutes / 60), 'hour'],
    [minutes % 60, 'minute'],
  ] as const;
  const shown = counts.filter(([count]) => count > 0);
  return units(shown.length > 0 ? shown : [[0, 'minute']], locale);
}

/**
 * A span of at least a minute in its largest unit, with the next one below three days, rounded down: "2 days 3 hours",
 * "9 days", "5 minutes".
 */
export function formatSpan(seconds: number, locale: string): string {
  const minutes = Math.floor(seconds / 60);
  const [days, hours] = [Math.floor(seconds / daySeconds), Math.floor(minutes / 60) % 24];
  const counts: [number, Unit][] =
    days >= 3
      ? [[days, 'day']]
      : days > 0
        ? [
            [days, 'day'],
            [hours, 'hour'],
          ]
        : [
            [hours, 'hour'],
            [minutes % 60, 'minute'],
          ];
  const shown = counts.filter(([count]) => count > 0);
  return units(shown.length > 0 ? shown : [[0, 'minute']], locale);
}

/**
 * How far a time is from now: "in 47 hours", "5 minutes ago", "now". Minutes below two hours, hours below three days,
 * rounded towards now.
 * @param seconds from now; negative for the past.
 */
export function formatRelative(seconds: number, locale: string): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const always = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const distance = Math.abs(seconds);
  if (distance < 60) {
    return format.format(0, 'second');
  }
  const [unit, length] =
    distance < 7_200
      ? (['minute', 60] as const)
      : distance < 3 * daySeconds
        ? (['hour', 3_600] as const)
        : (['day', daySeconds] as const);
  return always.format(Math.trunc(seconds / length), unit);
}

/** Names one after the other: "a, b and c". */
export function formatList(names: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}
