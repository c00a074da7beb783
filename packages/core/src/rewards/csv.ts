import Papa from 'papaparse';
import { toIsoTime } from '../chain/block';
import { toDecimalEth } from '../pool/format';
import type { Hex, Seconds, Wei } from '../units';
import { toFiatCents, type FiatPrice } from './fiat';
import type { LedgerEntryType } from './ledger';

/** One line of an account's books. */
export type CsvLine = {
  readonly time: Seconds;
  readonly type: LedgerEntryType | 'reward';
  /** In wei; a negative reward is a penalty. `null` where the chain does not tell an amount. */
  readonly assets: Wei | null;
  readonly transactionHash: Hex | null;
  /** Price of ETH at that time, where the chain has a feed. */
  readonly price: FiatPrice | null;
};

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
  return type === 'reward' ? 'yes' : 'no';
}

function toCells({ time, type, assets, transactionHash, price }: CsvLine): string[] {
  const isPenalty = type === 'reward' && assets !== null && assets < 0n;
  const amount = assets === null ? null : assets < 0n ? -assets : assets;
  const oneEth = 10n ** 18n;
  return [
    toIsoTime(time),
    isPenalty ? 'penalty' : type,
    incomeOf(type),
    'ETH',
    amount === null ? '' : toDecimalEth(amount),
    amount === null ? '' : amount.toString(),
    price?.currency ?? '',
    price ? fromCents(toFiatCents(oneEth, price)) : '',
    price && amount !== null ? fromCents(toFiatCents(amount, price)) : '',
    transactionHash ?? '',
  ];
}

/**
 * An account's books as CSV (RFC 4180): ISO dates in UTC, amounts in ETH and wei, fiat at the time of each line. Amounts
 * carry no sign, the type tells the direction ("penalty" is a negative reward), so that no cell can start a formula.
 * @param lines in the order in which they are to stand.
 */
export function toCsv(lines: readonly CsvLine[]): string {
  return Papa.unparse(
    { fields: [...columns], data: lines.map(toCells) },
    { newline: '\r\n', escapeFormulae: true, header: true },
  );
}
