import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Comparison } from '../../core/test/comparison';
import { reportRuns } from '../../core/test/long';
import { loadTrace, traceNames, type TraceState } from '../../core/test/trace';
import { findPostgres, PostgresServer } from './postgres-server';
import { lower } from './recorded';
import { RunningBooks } from './running-books';
import { traceServer } from './trace-server';

/** What the books answer of a member. */
type Answer = {
  readonly shares: string;
  readonly assets: string;
  readonly rewards: string;
  readonly exits: readonly {
    owner: string;
    ticket: string;
    shares: string;
    exitedAssets: string;
    requestedAt: number;
  }[];
};

async function compareState(into: Comparison, books: RunningBooks, state: TraceState, step: number): Promise<void> {
  for (const [user, recorded] of Object.entries(state.users)) {
    const answer = (await books.ask(`/members/${user}?block=${state.block}`)) as Partial<Answer>;
    const compare = (field: string, expected: unknown, got: unknown): void => {
      into.compare(step, user, field, expected, got);
    };
    compare('shares', recorded.shares, answer.shares ?? '0');
    compare('assets', recorded.assets, answer.assets ?? '0');
    compare('rewards', recorded.trueRewards, answer.rewards ?? '0');
    const own = (answer.exits ?? []).filter(({ owner }) => owner === lower(user));
    compare('open exits', recorded.positions.length, own.length);
    for (const exit of recorded.positions) {
      const found = own.find(({ ticket }) => ticket === exit.ticket);
      compare('shares of an exit', exit.shares, found?.shares);
      compare('set aside for an exit', exit.assets, found?.exitedAssets);
      compare('time of an exit', exit.timestamp, found?.requestedAt);
    }
  }
}

// `npm run test:long` installs what indexes, and runs them: a start of Ponder takes seconds, its dependencies half a minute.
const describeLong = process.env['TEST_LONG'] === '1' ? describe : describe.skip;

const postgres = findPostgres();
const databases = traceNames.flatMap((name) => [
  { name, database: 'the embedded database', bin: null },
  ...(postgres === null ? [] : [{ name, database: 'PostgreSQL', bin: postgres }]),
]);
if (postgres === null) {
  it.skip('recorded lives in PostgreSQL: `npm run test:long` installs it as root; else: sudo apt-get install postgresql', () =>
    undefined);
}

describeLong.each(databases)('the recorded life $name, indexed into $database', ({ name, database, bin }) => {
  const folder = mkdtempSync(join(tmpdir(), 'books-'));
  const trace = loadTrace(name);
  const { server, newest } = traceServer(trace);
  let books: RunningBooks;
  let inPostgres: PostgresServer | null = null;

  beforeAll(async () => {
    inPostgres = bin === null ? null : await PostgresServer.start(bin);
    books = await RunningBooks.start(await server.listen(), folder, inPostgres ? { DATABASE_URL: inPostgres.url } : {});
    await books.reach(newest);
  }, 300_000);

  afterAll(async () => {
    await books.stop();
    server.stop();
    await inPostgres?.stop();
    rmSync(folder, { recursive: true });
  });

  it('equals the record at every state, for every member, to the wei', async () => {
    const result = new Comparison();
    for (const { n, state } of trace.steps) {
      if (state) {
        result.states += 1;
        await compareState(result, books, state, n);
      }
    }
    expect(result.differences).toEqual([]);
    expect(result.states).toBeGreaterThan(250);
    expect(await books.ask('/pool')).toMatchObject({ pool: { faults: 0 }, head: { isRight: true, firstWrong: null } });
    // Where the answers came from: of the two databases, one has the rows and the other is not there.
    const { pool } = (await books.ask('/pool')) as { pool: { events: number } };
    const schema = inPostgres?.ask("select nspname from pg_namespace where nspname like 'books\\_%'");
    expect(readdirSync(folder)).toEqual(inPostgres ? [] : [String(trace.chainId), `${trace.chainId}.open`]);
    expect(inPostgres?.ask(`select count(*) from ${schema}.event`)).toBe(inPostgres ? String(pool.events) : undefined);
    expect(pool.events).toBeGreaterThan(0);
    // A page of any origin may read, as nobody in particular.
    const { headers } = await fetch(`${books.url}/pool`, { headers: { origin: 'https://explorer.example' } });
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    const { states, figures } = result;
    reportRuns(`The recorded life ${name}, indexed into ${database}`, { states, figures });
  }, 600_000);
});
