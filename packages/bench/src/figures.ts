/** A measured figure before it is held against its budget. */
export type Measurement = { readonly name: string; readonly value: number; readonly unit: string };

/** What `--json` prints, one object a figure. `value` is `null` when the measurement failed, `budget` where there is none. */
export type Figure = {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  readonly budget: number | null;
  readonly ok: boolean;
};

/** The most that each figure may be, in its unit. A figure without a budget is for information. */
export const budgets: Readonly<Record<string, { readonly unit: string; readonly budget: number | null }>> = {
  'snap.bundle.bytes': { unit: 'B', budget: 240_000 },
  'snap.eval.ms': { unit: 'ms', budget: null },
  'insight.unrelated.requests': { unit: 'requests', budget: 0 },
  'insight.unrelated.ms': { unit: 'ms', budget: 1 },
  'insight.related.roundTrips': { unit: 'round trips', budget: 2 },
  'position.first.roundTrips': { unit: 'round trips', budget: 2 },
  'position.first.bytes': { unit: 'B', budget: null },
  'position.first.viem.ratio': { unit: 'of viem', budget: 0.6 },
  'position.second.roundTrips': { unit: 'round trips', budget: 1 },
  'position.second.viem.ratio': { unit: 'of viem', budget: 0.25 },
  'home.firstPaint.requests': { unit: 'requests', budget: 0 },
  'home.refresh.first.roundTrips': { unit: 'round trips', budget: 2 },
  'home.refresh.roundTrips': { unit: 'round trips', budget: 1 },
  'cron.20accounts.requests': { unit: 'requests', budget: 40 },
  'ledger.100.ms': { unit: 'ms', budget: null },
  'ledger.10k.ms': { unit: 'ms', budget: null },
  'ledger.100k.ms': { unit: 'ms', budget: 250 },
  'site.js.gzip.bytes': { unit: 'B', budget: 150_000 },
  'site.lcp.ms': { unit: 'ms', budget: 1_500 },
  'site.layoutShift': { unit: 'CLS', budget: 0.1 },
  'site.visit.roundTrips': { unit: 'round trips', budget: 1 },
  'site.visit.layoutShift': { unit: 'CLS', budget: 0.1 },
};

/** Those of the pool's books, which are measured when they are asked for: indexing 100,000 events twice takes minutes. */
export const booksBudgets: typeof budgets = {
  'books.position.ms': { unit: 'ms', budget: 20 },
  'books.ponder.ratio': { unit: 'of Ponder', budget: 2 },
  'books.events.perSecond': { unit: 'events/s', budget: null },
  'books.memory.bytes': { unit: 'B', budget: null },
};

/** The figures in the order of the budgets, the additional ones behind them; one that was not measured is not ok. */
export function judge(measurements: readonly Measurement[], all: typeof budgets): Figure[] {
  const budgeted = Object.entries(all).map(([name, { unit, budget }]): Figure => {
    const value = measurements.find((each) => each.name === name)?.value ?? null;
    return { name, value, unit, budget, ok: value !== null && (budget === null || value <= budget) };
  });
  const others = measurements.filter(({ name }) => !Object.hasOwn(all, name));
  return [...budgeted, ...others.map((other) => ({ ...other, budget: null, ok: true }))];
}

/** The figures as lines of columns. */
export function toRows(figures: readonly Figure[]): string[][] {
  const show = (value: number | null): string => (value === null ? '-' : value.toLocaleString('en-US'));
  return [
    ['name', 'value', 'budget', 'unit', 'ok'],
    ...figures.map(({ name, value, budget, unit, ok }) => [
      name,
      value === null ? 'not measured' : show(value),
      show(budget),
      unit,
      budget === null && ok ? '' : ok ? 'yes' : 'NO',
    ]),
  ];
}

/** The table for a terminal: columns one below the other. */
export function toTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isNumber = (cell: string): boolean => /^[\d,.-]+$/u.test(cell);
  return rows
    .map((row) =>
      row
        .map((cell, column) => (isNumber(cell) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The middle of some values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Milliseconds with as many places as mean something. */
export function roundMs(milliseconds: number): number {
  return Number(milliseconds.toPrecision(3));
}
