import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportRuns } from '../../core/test/long';
import { madeServer } from './made-server';
import { findPostgres, PostgresServer } from './postgres-server';
import { randomOf } from './random';
import { RunningBooks } from './running-books';

// `npm run test:long` installs what indexes.
const describeLong = process.env['TEST_LONG'] === '1' ? describe : describe.skip;
/** What the indexer says of each step between a log and a row. */
const step = /Fetched block|Indexed block|Wrote database rows/u;
const stepsBetween = 10;
const events = 6_000;
const beginsAnew = 'The books ended halfway last time';

const postgres = findPostgres();
// As many kills follow where the books follow a chain, in the devnet's tests. Ponder's lock in PostgreSQL outlives it by 25 s.
const databases = [
  { database: 'the embedded database', bin: null, kills: 10 },
  ...(postgres === null ? [] : [{ database: 'PostgreSQL', bin: postgres, kills: 5 }]),
];

describeLong.each(databases)('books in $database that are killed while they catch up', ({ database, bin, kills }) => {
  const folder = mkdtempSync(join(tmpdir(), 'books-'));
  const { server, newest } = madeServer(200, events);
  let inPostgres: PostgresServer | null = null;

  beforeAll(async () => {
    inPostgres = bin === null ? null : await PostgresServer.start(bin);
  });

  afterAll(async () => {
    server.stop();
    await inPostgres?.stop();
    rmSync(folder, { recursive: true });
  });

  it('end as fresh ones do', async () => {
    const random = randomOf(20_261_130);
    const rpc = await server.listen();
    const [kept, fresh] = [join(folder, 'killed'), join(folder, 'fresh')];
    const environment = inPostgres ? { DATABASE_URL: inPostgres.url } : {};
    let early = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const books = await RunningBooks.start(rpc, kept, { ...environment, PONDER_LOG_LEVEL: 'debug' });
      let left = Math.floor(random() * stepsBetween);
      await books.says((line) => line.includes('Started live indexing') || (step.test(line) && (left -= 1) < 0));
      await books.kill();
      early += books.output.includes('Started live indexing') ? 0 : 1;
      // What was written halfway is not read again.
      expect(books.output.includes(beginsAnew)).toBe(bin === null && kill > 0);
    }
    const all = [await RunningBooks.start(rpc, kept, environment), await RunningBooks.start(rpc, fresh)] as const;
    await Promise.all(all.map(async (books) => books.reach(newest - 30)));
    const [ended, expected] = await Promise.all(all.map(async (books) => books.everything()));
    expect(ended).toEqual(expected);
    expect(expected?.['/events']).toHaveLength(events);
    expect(expected?.['/faults']).toEqual([]);
    expect(early).toBeGreaterThan(kills / 2);
    await Promise.all(all.map(async (books) => books.stop()));
    reportRuns(`Books in ${database} killed while they catch up`, { kills });
  }, 1_200_000);
});

describeLong('books that were ended and not killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'books-'));
  const { server, newest } = madeServer(50, 600);

  afterAll(() => {
    server.stop();
    rmSync(folder, { recursive: true });
  });

  it('go on where they were, one at a time', async () => {
    const rpc = await server.listen();
    const first = await RunningBooks.start(rpc, folder);
    await first.reach(newest - 30);
    const second = await RunningBooks.start(rpc, folder);
    await expect(second.says(() => false)).rejects.toThrow(/Other books run in .* \(process \d+\)/u);
    await first.stop();
    const again = await RunningBooks.start(rpc, folder);
    await again.reach(newest - 30);
    expect(again.output).not.toContain(beginsAnew);
    expect(again.output).toContain('Detected crash recovery');
    await again.stop();
  }, 300_000);
});
