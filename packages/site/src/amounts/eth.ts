import { parseAmount, toDecimal, toDecimalEth, type ParsedAmount, type Wei } from '@pooled-staking/core';
import { formatBasisPoints, formatPercent } from '@pooled-staking/texts';
import { locale, texts } from '../texts/texts';

const decimals = 18;
const unit = 10n ** 18n;

/** Reads ETH as a person types it into wei. */
export const parseEth = (text: string): ParsedAmount => parseAmount(text, decimals);

/** ETH to the wei, without grouping and trailing zeros: what `parseEth` reads back. */
export const exactEth = (wei: Wei): string => toDecimalEth(wei);

/** Cuts an amount down to `places` decimals: for amounts that a person goes on to read and edit. */
export function cutWei(wei: Wei, places = 6): Wei {
  const step = 10n ** BigInt(decimals - places);
  return (wei / step) * step;
}

/** A decimal as the page's language writes it, exact, with a minus sign that is as wide as a plus. */
function written(decimal: string, least: number, most: number): string {
  const format = new Intl.NumberFormat(locale(), { minimumFractionDigits: least, maximumFractionDigits: most });
  return format.format(decimal as Intl.StringNumericLiteral).replace('-', '−');
}

/** A decimal as the page's language writes it, with its own sign: `1,5` in German. */
export const shownDecimal = (decimal: string): string => written(decimal, 1, decimals);

function shown(wei: Wei, least: number, most: number): string {
  const step = 10n ** BigInt(decimals - most);
  if (wei > 0n && wei < step) {
    return `< ${written(exactEth(step), most, most)}`;
  }
  const steps = wei / step - (wei < 0n && wei % step !== 0n ? 1n : 0n);
  return written(exactEth(steps * step), least, most);
}

/**
 * ETH for the eye: grouped, at most six decimals, rounded down (a loss of any size is shown as a loss). An amount above
 * zero too small for that reads `< 0.000001`.
 */
export const shownEth = (wei: Wei, places = 6): string => shown(wei, 0, places);

/** As {@link shownEth}, with all its decimals: `0.100000`, for columns. */
export const alignedEth = (wei: Wei, places = 6): string => shown(wei, places, places);

/** A rate as the Snap gives it (`0.0312`) in percent, cut after two decimals: `3.12%`. */
export function shownPercent(rate: string): string {
  return formatPercent(parseRate(rate), locale()).replace('-', '−');
}

/** A fee as the Snap gives it (`0.150000`) in percent, without idle zeros: `15%`. */
export function shownFee(fee: string): string {
  return formatBasisPoints(Number((parseRate(fee) * 10_000n) / unit), locale());
}

/** An amount for a sentence: {@link shownEth} with its unit. */
export function ethWithUnit(wei: Wei, unit = texts().asset.symbol): string {
  return `${shownEth(wei)} ${unit}`;
}

/** A rate as the Snap gives it as a fixed-point number with 18 decimals, as `yearlyReward` of core takes it. */
export function parseRate(rate: string): bigint {
  const [whole = '0', fraction = ''] = rate.replace('-', '').split('.');
  const scaled = BigInt(whole) * unit + BigInt(fraction.slice(0, decimals).padEnd(decimals, '0'));
  return rate.startsWith('-') ? -scaled : scaled;
}

/** Money in hundredths as a person types it: `1234.5`. */
export const exactCents = (cents: bigint): string => toDecimal(cents, 2);

/** Money in hundredths, without its currency: `1,234.50`, for columns. */
export const shownCents = (cents: bigint): string => written(`${cents}e-2`, 2, 2);

/** Money in hundredths with its currency: `1,234.50 USD`. */
export function shownFiatCents(cents: bigint, currency: string): string {
  return `${shownCents(cents)} ${currency}`;
}
