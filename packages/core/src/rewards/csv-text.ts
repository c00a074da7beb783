import Papa from 'papaparse';

/** What a spreadsheet would run. A plain number may be negative. */
const formula = /^(?:[=+@\t\r]|-(?!\d+(?:\.\d+)?$))/u;

/** Rows as CSV (RFC 4180) that ends without a line break; no cell of it starts a formula. */
export function toCsvText(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  // Columns given as `fields` would end in a line break when no line follows, and only then.
  return Papa.unparse([[...columns], ...rows.map((row) => [...row])], { newline: '\r\n', escapeFormulae: formula });
}
