import { describe, expect, it } from '@jest/globals';
import { burningQueueInterface, type Log } from '@pooled-staking/core';
import { toTopic } from '../../core/src/chain/logs';
import { emptyPool } from '../src/pool-ledger';
import { MemoryBooks } from '../src/memory-books';
import { toCheckpoint } from '../src/position';
import { reconcile } from '../src/reconcile';
import { toMarkdown } from '../src/report';
import { answerRest, type Queries } from '../src/rest';
import { sumUp } from '../src/sums';
import { takeLog } from '../src/take-log';
import { madeLife } from './made-life';

const place = { vault: `0x${'11'.repeat(20)}`, keeper: `0x${'22'.repeat(20)}`, firstBlock: 100 } as const;

describe('a made life', () => {
  it('is one that a pool could have had: its books add up, without a fault', async () => {
    const books = new MemoryBooks();
    const logs = madeLife(place, 20, 1_000);
    for (const log of logs) {
      await takeLog(books, log, log.blockNumber * 12);
    }
    const [pool = emptyPool] = books.rows('pool');
    const checkpoints = books.rows('checkpoint').map(toCheckpoint);
    const { checks } = reconcile(sumUp(pool, books.rows('member'), books.rows('exit'), checkpoints, 1_000), null);
    expect(checks.filter(({ isRight }) => !isRight)).toEqual([]);
    expect(pool).toMatchObject({ events: logs.length, members: 22, faults: 0 });
    expect(new Set(books.rows('event').map(({ name }) => name)).size).toBe(6);
  });

  it('is named where it goes on with an exit that burns its shares on entry', async () => {
    const books = new MemoryBooks();
    const logs = madeLife(place, 20, 100);
    const [last] = logs.slice(-1) as [Log];
    const topics = [burningQueueInterface.topic('V2ExitQueueEntered'), toTopic(place.vault), toTopic(place.vault)];
    const data = `0x${[0n, 1_000n, 1_001n].map((word) => toTopic(word).slice(2)).join('')}` as const;
    for (const log of [...logs, { ...last, topics, data, blockNumber: 500 }]) {
      await takeLog(books, log, log.blockNumber * 12);
    }
    expect(books.rows('pool')).toMatchObject([{ events: logs.length, faults: 1, firstFault: 500 }]);
    const checks = reconcile(sumUp(books.rows('pool')[0] ?? emptyPool, [], [], [], 500), null);
    const said = toMarkdown({ ...checks, network: 'n', pool: 'p', firstWrong: 500, faults: books.rows('fault') });
    expect(said).toContain('- block 500, log 9: an exit that burned its shares on entry (vault code v2.0.x)');
  });
});

describe('the questions', () => {
  const refuse = async (): Promise<never> => Promise.reject(new Error('Nothing was to be asked.'));
  const at = (isReady: boolean): Queries =>
    new Proxy({} as Queries, {
      get: (_, name) => (name === 'standing' ? async () => Promise.resolve({ isReady, block: 500, mark: '' }) : refuse),
    });
  const ask = async (path: string, queries = at(true)): Promise<unknown> => {
    const url = new URL(path, 'http://127.0.0.1');
    const { status, body } = await answerRest(queries, url.pathname, url.searchParams);
    return [status, (JSON.parse(body) as { error: { field?: string } }).error.field];
  };

  it.each([
    ['/members/0x12', [400, 'account']],
    ['/members?limit=0', [400, 'limit']],
    ['/members?limit=1001', [400, 'limit']],
    ['/members?after=1', [400, 'after']],
    ['/events?after=12', [400, 'after']],
    ['/validators?after=12', [400, 'after']],
    ['/sums?block=-1', [400, 'block']],
    ['/sums?block=501', [400, 'block']],
    [`/members/${place.vault}?block=501`, [400, 'block']],
    [`/members/${place.vault}/rewards?interval=hour`, [400, 'interval']],
    [`/members/${place.vault}/secrets`, [404, undefined]],
    ['/pool/1', [404, undefined]],
  ])('that make no sense are refused before anything is read: %s', async (path, expected) => {
    expect(await ask(path)).toEqual(expected);
  });

  it.each(['/pool', '/sums', '/days', `/members/${place.vault}`, '/events'])(
    'are not answered with a part that looks whole before the books are ready: %s',
    async (path) => {
      const { status, body } = await answerRest(at(false), path, new URLSearchParams());
      expect(status).toBe(503);
      expect(JSON.parse(body)).toMatchObject({ error: { block: 500 } });
    },
  );

  it('are answered with one state of the books when a block comes in between', async () => {
    let looks = 0;
    const moving = (until: number): Queries =>
      ({
        standing: async () =>
          Promise.resolve({ isReady: true, block: 500, mark: String(Math.min((looks += 1), until)) }),
        pool: async () => Promise.resolve({ ...emptyPool, events: looks }),
        head: async () => Promise.resolve(null),
      }) as Partial<Queries> as Queries;
    const { status, body } = await answerRest(moving(3), '/pool', new URLSearchParams());
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ pool: { events: 3 } });
    expect((await answerRest(moving(Infinity), '/pool', new URLSearchParams())).status).toBe(503);
  });

  it('are not answered with a block that is being written', async () => {
    let looks = 0;
    const written = {
      standing: async () => Promise.resolve({ isReady: true, block: 500, mark: (looks += 1) < 4 ? null : 'written' }),
      pool: async () => Promise.resolve({ ...emptyPool, events: looks }),
      head: async () => Promise.resolve(null),
    } as Partial<Queries> as Queries;
    const { status, body } = await answerRest(written, '/pool', new URLSearchParams());
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ pool: { events: 4 } });
  });
});
