import { describe, expect, it } from '@jest/globals';
import {
  createAskBooks,
  eventTopics,
  lookAtBooks,
  readAccountView,
  type Address,
  type AskBooks,
  type PoolContext,
  type Request,
} from '@pooled-staking/core';
import { keeping, memoryStore } from '../../core/test/memory-store';
import { TraceNode } from '../../core/test/replay-node';
import { loadTrace } from '../../core/test/trace';
import { withoutEstimates } from '../../core/test/without-estimates';
import { answerRest } from '../src/rest';
import { takeLog } from '../src/take-log';
import { MemoryBooks } from '../src/memory-books';
import { memoryQueries } from './memory-queries';
import { isOfPool } from './recorded';

type Json = Record<string, unknown>;
/** What a server of books makes of its right answer to a path. */
type Lie = (path: string, answer: Json) => unknown;

const honest: Lie = (_, answer) => answer;
const inList = (change: (items: Json[]) => Json[]): Lie => {
  return (path, answer) =>
    path.includes('/events') ? { ...answer, items: change(answer['items'] as Json[]) } : answer;
};
const without = (left: (item: Json) => boolean): Lie => inList((items) => items.filter((item) => !left(item)));
const inPool = (change: (pool: Json) => Json): Lie => {
  return (path, answer) => (path.startsWith('/pool') ? { ...answer, pool: change(answer['pool'] as Json) } : answer);
};

/**
 * A recorded life up to its end, and its books.
 * @param behind states that the books have not seen yet.
 */
async function live(behind: number) {
  const node = new TraceNode(loadTrace('fox-v2-a'), undefined, { keepsOldState: true });
  const books = new MemoryBooks();
  const states = node.trace.steps.flatMap(({ state }) => state?.block ?? []);
  const written = states.at(-1 - behind) ?? 0;
  for (const step of node.trace.steps) {
    node.advance(step);
    if ((step.tx?.blockNumber ?? 0) > written) {
      continue;
    }
    for (const log of step.logs.filter((each) => isOfPool(node.trace, each))) {
      await takeLog(books, log, step.tx?.timestamp ?? 0);
    }
  }
  return { node, books, written };
}

/** The life of most tests, whose books know all of it: nothing changes it. */
const whole = live(0);

/**
 * A recorded life with its books, and what was asked of the chain.
 * @param ahead blocks that the node has not seen yet.
 */
async function setUp(life = whole, ahead = 0) {
  const { node, books, written } = await life;
  const users = node.trace.steps.at(-1)?.state?.users ?? {};
  const queries = memoryQueries(books, node.context, () => written + ahead);
  const store = memoryStore();
  const searched: number[] = [];
  const request: Request = async (args) => {
    const [filter] = (args.params ?? []) as readonly [{ fromBlock?: string; topics?: unknown }?];
    if (args.method === 'eth_getLogs' && JSON.stringify(filter).includes(eventTopics.Redeemed)) {
      searched.push(Number(filter?.fromBlock));
    }
    return node.context.request(args);
  };
  const context = keeping(node, store, request);
  const ask = (lie: Lie): AskBooks => {
    return async (path) => {
      const url = new URL(path, 'http://127.0.0.1');
      const { status, body } = await answerRest(queries, url.pathname, url.searchParams);
      return status === 404 ? null : lie(path, JSON.parse(body) as Json);
    };
  };
  return { node, context, store, searched, ask, users: Object.keys(users) as Address[], block: node.newestBlock };
}

/** What an account is shown. What claims say of the wait is remembered for a day on purpose. */
const shown = async (context: PoolContext, account: Address): Promise<unknown> => {
  const view = await readAccountView(context, account, { withEntryTimes: true });
  return { ...withoutEstimates(view), claimDelay: null };
};

describe("a page that looks at the pool's books", () => {
  it('reads every account as without them, and searches none of the past', async () => {
    const { node, context, searched, ask, users, block } = await setUp();
    let kept = 0;
    for (const user of users) {
      const look = await lookAtBooks(context, ask(honest), user);
      expect(look.block).toBe(block);
      expect((await lookAtBooks(context, ask(honest), user)).keptTo).toBeNull();
      kept += look.keptTo === null ? 0 : 1;
      searched.length = 0;
      expect(await shown(context, user)).toEqual(await shown(node.context, user));
      expect(Math.min(...searched, Infinity)).toBeGreaterThan(look.keptTo ?? Infinity);
    }
    expect(kept).toBe(users.length);
    expect(await lookAtBooks(context, ask(honest), null)).toMatchObject({ block, keptTo: null });
  }, 60_000);

  it('has the rest of the chain from the node, where the books are behind', async () => {
    const { node, context, ask, users, block } = await setUp(live(20));
    for (const user of users.slice(0, 2)) {
      const look = await lookAtBooks(context, ask(honest), user);
      expect(look.block).toBeLessThan(block);
      expect(await shown(context, user)).toEqual(await shown(node.context, user));
    }
  }, 60_000);

  it('waits for no node that is behind them', async () => {
    const { context, store, ask, users } = await setUp(whole, 1);
    const looking = lookAtBooks(context, ask(honest), users[0] ?? '0x');
    await expect(looking).rejects.toMatchObject({ name: 'BooksError', fault: 'elsewhere' });
    expect(store.values.size).toBe(0);
  });

  it.each<[string, string, (user: string) => Lie]>([
    [
      'an account has other shares',
      'differs',
      (user) => (path, answer) => ({ ...answer, ...(path.startsWith(`/members/${user}?`) && { shares: '1' }) }),
    ],
    ['the pool holds something else', 'differs', () => inPool((pool) => ({ ...pool, totalAssets: '1' }))],
    ['others wait in the queue', 'differs', () => inPool((pool) => ({ ...pool, nextTicket: '0' }))],
    ['a stake is left out', 'differs', () => without(({ name }) => name === 'Deposited')],
    ['an exit is left out', 'differs', () => without(({ name }) => name === 'ExitQueueEntered')],
    ['a claim is left out', 'differs', () => without(({ name }) => name === 'ExitedAssetsClaimed')],
    ['an event is told that never was', 'differs', () => inList((items) => [...items, { ...items[0], logIndex: 999 }])],
    ['they are of another vault', 'other-pool', () => (_, answer) => ({ ...answer, vault: `0x${'11'.repeat(20)}` })],
    ['they are of another chain', 'other-pool', () => (_, answer) => ({ ...answer, chainId: 5 })],
    ['they have faults', 'unsound', () => inPool((pool) => ({ ...pool, faults: 1 }))],
    [
      'they do not add up',
      'unsound',
      () => (_, answer) => ({ ...answer, head: { ...(answer['head'] as Json), isRight: false } }),
    ],
    ['a number is too large', 'unreachable', () => inPool((pool) => ({ ...pool, totalShares: '9'.repeat(40) }))],
    ['a number is none', 'unreachable', () => inPool((pool) => ({ ...pool, totalShares: 1e21 }))],
    [
      'a list never ends',
      'unreachable',
      () => (path, answer) =>
        path.includes('/events') ? { ...answer, next: `${String(Math.random()).slice(2, 10)}:1` } : answer,
    ],
    ['they answer something else', 'unreachable', () => () => ['<html>']],
  ])(
    'keeps nothing of books and says why, when %s',
    async (_, fault, lieOf) => {
      const { context, store, ask, block, users } = await setUp();
      const user = users.find((each) => each.length > 0) ?? '0x';
      const looking = lookAtBooks(context, ask(lieOf(user.toLowerCase())), user);
      await expect(looking).rejects.toMatchObject({
        name: 'BooksError',
        fault,
        block: fault === 'differs' ? block : null,
      });
      expect(store.values.size).toBe(0);
    },
    60_000,
  );
});

describe('a server of books', () => {
  const ask = (status: number, body: string) =>
    createAskBooks(
      async () =>
        Promise.resolve({
          ok: status === 200,
          status,
          headers: { get: () => String(body.length) },
          text: async () => Promise.resolve(body),
        }),
      'http://127.0.0.1/books/',
    )('/pool');

  it.each([
    ['is not ready', 503, '{}', 'not-ready'],
    ['fails', 500, '{}', 'unreachable'],
    ['answers a page', 200, '<!doctype html><script>alert(1)</script>', 'unreachable'],
    ['answers more than any books have', 200, `[${'1,'.repeat(1_500_000)}1]`, 'unreachable'],
  ])('that %s is told by its fault', async (_, status, body, fault) => {
    await expect(ask(status, body)).rejects.toMatchObject({ fault });
  });

  it('that does not have something says so', async () => {
    expect(await ask(404, '{}')).toBeNull();
  });
});
