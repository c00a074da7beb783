import type { Pool } from '../networks/types';
import type { Address } from '../units';
import { isIncome, type ExportLine, type Grain } from './export-lines';
import { taxForms, type TaxProgram } from './tax/forms';

/** The files that books are written to: the own CSV with every line of them, or rewards and penalties for a tax program. */
export const exportFormats = ['own', 'koinly', 'cointracker', 'summ', 'rotki'] as const satisfies readonly (
  | 'own'
  | TaxProgram
)[];
export type ExportFormat = (typeof exportFormats)[number];

/** What a file is about, beside its lines. */
export type ExportSubject = {
  readonly format: ExportFormat;
  readonly pool: Pool;
  readonly account: Address;
  /** First and last day, in UTC. */
  readonly days: { readonly from: string; readonly to: string };
  readonly grain: Grain;
};

/** The lines that a file of a format has, out of all of a range. */
export function linesOfFormat(
  { format }: Pick<ExportSubject, 'format'>,
  lines: readonly ExportLine[],
): readonly ExportLine[] {
  return format === 'own' ? lines : lines.filter(isIncome);
}

/** Letters, digits and dashes of a name, for a file. */
const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '');

/**
 * The name of a file: program, pool, account, days, and what became of penalties where it has some, as
 * `koinly-local-pool-0x7099-79c8-2026-01-01-2026-11-21-penalties-as-cost.csv`.
 * @example
 * ```ts
 * import { exportName, poolById } from '@pooled-staking/core';
 *
 * const { pool } = poolById('eip155:31337:0x09654A0808Bc114B65deC441b28d08A1aCeACCeA');
 * const days = { from: '2026-01-01', to: '2026-12-31' };
 * const account = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
 * console.log(exportName({ format: 'own', pool, account, days, grain: 'harvest' }, [])); // staking-local-pool-0x7099-79c8-2026-01-01-2026-12-31.csv
 * ```
 */
export function exportName(
  { format, pool, account, days, grain }: ExportSubject,
  lines: readonly Pick<ExportLine, 'type'>[],
): string {
  const hasPenalties = lines.some(({ type }) => type === 'penalty');
  const parts = [
    format === 'own' ? 'staking' : format,
    slug(pool.name),
    `${account.slice(0, 6)}-${account.slice(-4)}`.toLowerCase(),
    days.from,
    days.to,
    ...(grain === 'day' ? ['by-day'] : []),
    ...(format !== 'own' && hasPenalties ? [`penalties-as-${taxForms[format].penaltiesAs}`] : []),
  ];
  return `${parts.join('-')}.csv`;
}
