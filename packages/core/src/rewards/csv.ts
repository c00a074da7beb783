import Papa from 'papaparse';
import { toIsoTime } from '../chain/block';
import { toDecimalEth } from '../assets/format';
import type { PricedLine } from './books';
import { toFiatCents } from '../assets/fiat';

/** What the CSV takes of a line of an account's books. */
export type CsvLine = Pick<PricedLine, 'time' | 'type' | 'assets' | 'transactionHash' | 'price'>;

const columns = [
  'date_utc',
  'type',
  'income',
  'asset',
  'amount',
  'amount_wei',
  'fiat_currency',
  'price_per_eth',
  'fiat_value',
  'transaction',
] as const;

/** Hundredths as a decimal number. */
function fromCents(cents: bigint): string {
  const digits = cents.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** What a line is for taxes: only what the pool earned is income; putting ETH in and taking it out is not. */
function incomeOf(type: CsvLine['type']): 'yes' | 'no' {
  return type === 'reward' || type === 'penalty' ? 'yes' : 'no';
}

function toCells({ time, type, assets, transactionHash, price }: CsvLine): string[] {
  const oneEth = 10n ** 18n;
  return [
    toIsoTime(time),
    type,
    incomeOf(type),
    'ETH',
    assets === null ? '' : toDecimalEth(assets),
    assets === null ? '' : assets.toString(),
    price?.currency ?? '',
    price ? fromCents(toFiatCents(oneEth, price)) : '',
    price && assets !== null ? fromCents(toFiatCents(assets, price)) : '',
    transactionHash ?? '',
  ];
}

/**
 * An account's books as CSV (RFC 4180): ISO dates in UTC, amounts in ETH and wei, fiat at the time of each line. Amounts
 * carry no sign, the type tells the direction ("penalty" takes from the rewards), so that no cell can start a formula.
 * @param lines in the order in which they are to stand.
 */
export function toCsv(lines: readonly CsvLine[]): string {
  // Columns given as `fields` would end in a line break when no line follows, and only then.
  return Papa.unparse([[...columns], ...lines.map(toCells)], { newline: '\r\n', escapeFormulae: true });
}
