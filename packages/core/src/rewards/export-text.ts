import { toCsv } from './csv';
import { toCsvText } from './csv-text';
import { isIncome, type ExportLine } from './export-lines';
import type { ExportSubject } from './export-format';
import { taxForms } from './tax/forms';

/** The text of a file. Its rewards less its penalties are those of the lines, to the wei. */
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
