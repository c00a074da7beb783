/** Letters, digits and dashes of a name, for a file. */
const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '');

/** A day in UTC for a file's name: `2026-11-21`. */
const dayOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

/**
 * The name of a file with an account's books: `staking-local-pool-0x7099-79c8-2026-09-26-2026-11-21.csv`.
 * @param from seconds since 1970, as is `to`.
 */
export function csvName(pool: string, account: string, from: number, to: number): string {
  const short = `${account.slice(0, 6)}-${account.slice(-4)}`.toLowerCase();
  return `staking-${slug(pool)}-${short}-${dayOf(from)}-${dayOf(to)}.csv`;
}
