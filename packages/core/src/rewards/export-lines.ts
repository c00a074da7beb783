import type { FiatPrice } from '../assets/fiat';
import type { Wei } from '../units';
import type { PricedLine } from './books';
import { dayOf, spanOfDays, type DayRange } from './day-range';

/** What one line of a file tells: each harvest by itself, or all that came on a day together. */
export const grains = ['harvest', 'day'] as const;
export type Grain = (typeof grains)[number];

/** A line of a file: a line of the books, or what a day brought, or took. */
export type ExportLine = Pick<PricedLine, 'type' | 'time' | 'blockNumber' | 'assets' | 'transactionHash' | 'price'> & {
  /** ISO 4217; `null` without a price. */
  readonly currency: string | null;
  /** What it was worth when it arrived: units of the currency, with 18 decimals, rounded towards zero; `null` without a price. */
  readonly worth: bigint | null;
  /** How many lines of the books it adds up. Of several, block and time are the last one's, and no price or transaction is told. */
  readonly count: number;
};

const scale = 10n ** 18n;

/** What an amount is worth, with 18 decimals, rounded towards zero. */
function worthOf(assets: Wei | null, price: FiatPrice | null): bigint | null {
  return assets === null || price === null ? null : (assets * price.price) / scale;
}

function toExportLine({ type, time, blockNumber, assets, transactionHash, price }: PricedLine): ExportLine {
  const currency = price?.currency ?? null;
  return {
    ...{ type, time, blockNumber, assets, transactionHash, price, currency },
    worth: worthOf(assets, price),
    count: 1,
  };
}

/** Two lines of one kind and day as one; what it was worth is known where it is of both. */
function added(left: ExportLine, right: ExportLine): ExportLine {
  const isPriced = left.worth !== null && right.worth !== null;
  return {
    ...right,
    assets: (left.assets ?? 0n) + (right.assets ?? 0n),
    transactionHash: null,
    price: null,
    currency: isPriced ? right.currency : null,
    worth: isPriced ? left.worth + right.worth : null,
    count: left.count + right.count,
  };
}

/**
 * The lines of a file out of an account's books. By day, rewards of one day are one line and its penalties another, so that
 * no penalty disappears in what else came that day; movements stay as they are. Either way they add up to the same.
 * @throws RangeError for a range that is none.
 * @example
 * ```ts
 * import { exportLines, openPool } from '@pooled-staking/core';
 *
 * const pool = openPool('eip155:31337:0x09654A0808Bc114B65deC441b28d08A1aCeACCeA', { rpcUrl: 'http://127.0.0.1:8545' });
 * const { books } = await pool.readBooks('0x70997970C51812dc3A010C7d01b50e0d17dc79C8', { currency: 'USD' });
 * // All rewards of a day on one line.
 * const lines = exportLines(books.lines, {}, 'day');
 * console.log(lines[0]?.type); // stake
 * ```
 */
export function exportLines(lines: readonly PricedLine[], range: DayRange, grain: Grain): ExportLine[] {
  const { from = 0, to = Infinity } = spanOfDays(range);
  const within = lines.filter(({ time }) => time >= from && time < to).map(toExportLine);
  if (grain === 'harvest') {
    return within;
  }
  const byDay = new Map<string, ExportLine>();
  within.forEach((line, index) => {
    const key = isIncome(line) ? `${line.type} ${dayOf(line.time)}` : `${index}`;
    const before = byDay.get(key);
    // Put last again: it stands where the day's last one does.
    byDay.delete(key);
    byDay.set(key, before ? added(before, line) : line);
  });
  return [...byDay.values()];
}

/** A reward or a penalty, with its amount. */
export type IncomeLine = ExportLine & { readonly type: 'reward' | 'penalty'; readonly assets: Wei };

/** True of what counts for taxes: what the pool earned or lost. Putting in and taking out does not. */
export function isIncome(line: ExportLine): line is IncomeLine {
  return line.type === 'reward' || line.type === 'penalty';
}

/**
 * Rewards less penalties of lines, in wei.
 * @example
 * ```ts
 * import { exportLines, incomeOf, openPool } from '@pooled-staking/core';
 *
 * const pool = openPool('eip155:31337:0x09654A0808Bc114B65deC441b28d08A1aCeACCeA', { rpcUrl: 'http://127.0.0.1:8545' });
 * const { books } = await pool.readBooks('0x70997970C51812dc3A010C7d01b50e0d17dc79C8', { currency: 'USD' });
 * console.log(incomeOf(exportLines(books.lines, {}, 'harvest')) === books.rewards); // true
 * ```
 */
export function incomeOf(lines: readonly ExportLine[]): Wei {
  return lines
    .filter(isIncome)
    .reduce((sum, { type, assets }) => (type === 'reward' ? sum + assets : sum - assets), 0n);
}
