import { toFiatCents } from '../assets/fiat';
import { toDecimal } from '../assets/format';
import { toIsoTime } from '../chain/block';
import type { Asset } from '../units';
import { toCsvText } from './csv-text';
import { isIncome, type ExportLine } from './export-lines';

const columns = [
  'date_utc',
  'type',
  'income',
  'asset',
  'amount',
  'amount_wei',
  'fiat_currency',
  'price_per_unit',
  'fiat_value',
  'transaction',
] as const;

/** Hundredths as a decimal number. */
function fromCents(cents: bigint): string {
  const digits = cents.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A line of the own CSV, whose amounts are of an asset. */
function toCells(line: ExportLine, { symbol, decimals }: Asset): string[] {
  const { time, type, assets, transactionHash, price, currency, worth } = line;
  return [
    toIsoTime(time),
    type,
    isIncome(line) ? 'yes' : 'no',
    symbol,
    assets === null ? '' : toDecimal(assets, decimals),
    assets === null ? '' : assets.toString(),
    currency ?? '',
    price ? fromCents(toFiatCents(10n ** BigInt(decimals), price)) : '',
    worth === null ? '' : fromCents(worth / 10n ** 16n),
    transactionHash ?? '',
  ];
}

/**
 * An account's books as CSV: ISO dates in UTC, amounts exact and in the asset's smallest unit, fiat at the time of each
 * line. Amounts carry no sign, the type tells the direction ("penalty" takes from the rewards).
 * @param lines in the order in which they are to stand.
 */
export function toCsv(lines: readonly ExportLine[], asset: Asset): string {
  return toCsvText(
    columns,
    lines.map((line) => toCells(line, asset)),
  );
}
