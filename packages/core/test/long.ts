import { appendFileSync } from 'node:fs';

/**
 * How many times a random test is run: `npm run test:long` makes so many runs that their passing says something, `npm test`
 * a share of them, so that it stays quick.
 */
export const runsOf = (inAll: number, inShort: number): number => (process.env['TEST_LONG'] === '1' ? inAll : inShort);

/**
 * Says what a random test did, for the summary that `npm run test:long` writes.
 * @param what such as "Lives of a pool of version 1".
 * @param counts by what was counted.
 * @param again the variable of the environment that repeats it; left out where nothing is random.
 */
export function reportRuns(what: string, counts: Readonly<Record<string, number>>, again = ''): void {
  const file = process.env['TEST_REPORT'];
  if (file !== undefined) {
    appendFileSync(file, `${JSON.stringify({ what, counts, again })}\n`);
  }
}
