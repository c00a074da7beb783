import { toCsv } from './csv';
import { toCsvText } from './csv-text';
import { isIncome, type ExportLine } from './export-lines';
import type { ExportSubject } from './export-format';
import { taxForms } from './tax/forms';

/**
 * The text of a file. Its rewards less its penalties are those of the lines, to the wei.
 * @example
 * ```ts
 * import { exportLines, exportText, openPool } from '@pooled-staking/core';
 *
 * const pool = openPool('eip155:31337:0x09654A0808Bc114B65deC441b28d08A1aCeACCeA', { rpcUrl: 'http://127.0.0.1:8545' });
 * const { books } = await pool.readBooks('0x70997970C51812dc3A010C7d01b50e0d17dc79C8', { currency: 'USD' });
 * const csv = exportText({ format: 'koinly', pool: pool.pool }, exportLines(books.lines, {}, 'harvest'));
 * console.log(csv.slice(0, 18)); // Koinly Date,Amount
 * ```
 */
export function exportText(
  { format, pool }: Pick<ExportSubject, 'format' | 'pool'>,
  lines: readonly ExportLine[],
): string {
  if (format === 'own') {
    return toCsv(lines, pool.asset);
  }
  const { columns, toCells } = taxForms[format];
  return toCsvText(
    columns,
    lines.filter(isIncome).map((line) => toCells(line, pool)),
  );
}
