import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Store } from '../src/chain/store';
import { scanLogs, type Log, type LogFilter } from '../src/chain/logs';
import { StakingError } from '../src/errors';
import { FakeChain, fakeClock, nodeError, nodeOf, pool, topics, toRaw, type Fault } from './faulty-node';
import { readLogsResumed } from './resumed';

/** How a node behaves: shares are in percent of its answers. */
type Temper = {
  readonly widest: number;
  readonly mostLogs: number;
  readonly drops: number;
  readonly rateLimits: number;
  readonly repeats: number;
  readonly delays: number;
  /** Answers that are not what was asked for. */
  readonly lies: number;
  /** Reorgs in the middle of a read. */
  readonly reorgs: number;
  readonly seed: number;
};

const temper = (most: { lies: number; reorgs: number }): fc.Arbitrary<Temper> =>
  fc.record({
    widest: fc.constantFrom(1, 3, 10, 64, 500, 100_000),
    mostLogs: fc.constantFrom(3, 10, 100, 100_000),
    drops: fc.constantFrom(0, 0, 5, 30),
    rateLimits: fc.constantFrom(0, 0, 5, 30),
    repeats: fc.constantFrom(0, 20),
    delays: fc.constantFrom(0, 50),
    lies: fc.constantFrom(0, most.lies),
    reorgs: fc.constantFrom(0, most.reorgs),
    seed: fc.nat(),
  });

/** Repeatable numbers from 0 to 99. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * 100);
  };
}

const limitWords = ['query returned more than 3 results', 'Log response size exceeded', 'request timed out'];
const rangeWords = [
  'block range is too wide',
  'query exceeds max block range',
  'eth_getLogs is limited to a small range',
];
const rateWords = ['Too many requests', 'request rate exceeded', 'compute units per second capacity'];
const dropWords = ['fetch failed', 'socket hang up', '502 Bad Gateway', 'header not found'];

/** What lies look like: each is wrong for any question. */
const lies: readonly ((logs: readonly Log[], from: number, to: number) => unknown)[] = [
  () => null,
  () => ({}),
  (logs, from) => [...logs.map(toRaw), { ...toRaw(anyLog), blockNumber: `0x${Math.max(0, from - 1).toString(16)}` }],
  (logs, _, to) => [{ ...toRaw(anyLog), blockNumber: `0x${(to + 1).toString(16)}` }, ...logs.map(toRaw)],
  (_, from) => [{ ...toRaw(anyLog), blockNumber: `0x${from.toString(16)}`, address: `0x${'9'.repeat(40)}` }],
  (_, from) => [{ ...toRaw(anyLog), blockNumber: `0x${from.toString(16)}`, topics: [`0x${'9'.repeat(64)}`] }],
];
const anyLog = new FakeChain().add([0]).logs()[0] as Log;

function moody(chain: FakeChain, mood: Temper, grow: (chain: FakeChain) => void): Fault {
  const roll = dice(mood.seed);
  const pick = <Item>(items: readonly Item[]): Item => items[roll() % items.length] as Item;
  return async ({ from, to, kinds }) => {
    if (roll() < mood.delays) {
      await new Promise(setImmediate);
    }
    if (roll() < mood.reorgs) {
      chain.cut(1 + (roll() % 50));
      grow(chain);
    }
    if (roll() < mood.drops) {
      throw nodeError(pick(dropWords));
    }
    if (roll() < mood.rateLimits) {
      throw nodeError(pick(rateWords), 429);
    }
    const logs = chain.logs(from, to, kinds);
    if (to - from + 1 > mood.widest) {
      throw nodeError(pick(rangeWords), -32602);
    }
    if (logs.length > mood.mostLogs && to > from) {
      throw nodeError(pick(limitWords), -32005);
    }
    if (from > 0 && roll() < mood.lies) {
      return pick(lies)(logs, from, to);
    }
    return roll() < mood.repeats ? [...logs, ...logs].reverse().map(toRaw) : undefined;
  };
}

/** The reason of a read that failed, which must be in words that fit. */
function checkWords(error: unknown): void {
  expect(error).toBeInstanceOf(StakingError);
  expect(['CHAIN_UNAVAILABLE', 'CHAIN_INCONSISTENT']).toContain((error as StakingError).code);
  expect((error as StakingError).message).toMatch(/^CHAIN_[A-Z]+: [a-z-]+ \{.*\}$/u);
}

const growTo =
  (height: number, roll: () => number) =>
  (chain: FakeChain): void => {
    const logsAt = new Map<number, number[]>();
    for (let number = chain.blocks.length; number < height; number += 1) {
      const kinds = [0, 1, 2].filter(() => roll() < 12);
      logsAt.set(number, kinds);
    }
    chain.grow(height, logsAt);
  };

describe('whatever the node does', () => {
  const filter: LogFilter = { address: pool, topics: [[...topics.slice(0, 2)]] };

  it('a scan gives the logs of the chain, or says why not', async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(temper({ lies: 1, reorgs: 0 }), fc.nat(700), async (mood, height) => {
        const chain = new FakeChain();
        const grow = growTo(height + 1, dice(mood.seed + 1));
        grow(chain);
        const node = nodeOf(chain, moody(chain, mood, grow));
        try {
          const logs = await scanLogs(node.request, filter, 0, height, { clock: fakeClock() });
          expect(logs).toEqual(chain.logs(0, height, topics.slice(0, 2)));
          answered += 1;
        } catch (error) {
          checkWords(error);
        }
        expect(node.peak()).toBeLessThanOrEqual(4);
      }),
      { numRuns: 150 },
    );
    // It does not hide behind words: most nodes can be read.
    expect(answered).toBeGreaterThan(75);
  });

  it('reading on gives the logs of the chain that it was asked for, or says why not, read after read', async () => {
    let answered = 0;
    let refused = 0;
    const filters: LogFilter[] = topics.slice(0, 2).map((topic) => ({ address: pool, topics: [topic] }));
    const step = fc.record({
      mood: temper({ lies: 1, reorgs: 1 }),
      blocks: fc.nat(400),
      cut: fc.constantFrom(0, 0, 5, 90),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), fc.nat(), async (steps, seed) => {
        const chain = new FakeChain();
        const roll = dice(seed);
        const values = new Map<string, string>();
        const store: Store = {
          read: async (key) => Promise.resolve(JSON.parse(values.get(key) ?? 'null') as unknown),
          write: async (key, value) => {
            values.set(key, JSON.stringify(value));
            return Promise.resolve();
          },
        };
        for (const { mood, blocks, cut } of steps) {
          chain.cut(cut);
          growTo(chain.blocks.length + cut + blocks + 1, roll)(chain);
          const to = chain.head;
          const before = chain.logs(0, to.number, topics.slice(0, 2));
          const grow = growTo(chain.blocks.length, roll);
          const node = nodeOf(chain, moody(chain, mood, grow));
          const resumed = {
            store,
            key: 'key',
            filters,
            fromBlock: 0,
            reorgDepth: 64,
            to,
            options: { clock: fakeClock() },
          };
          try {
            const logs = await readLogsResumed(node.request, resumed);
            if (chain.head.hash === to.hash) {
              expect(logs).toEqual(before);
            }
            answered += 1;
          } catch (error) {
            checkWords(error);
            refused += 1;
          }
        }
        // What was kept on the way is right too.
        const logs = await readLogsResumed(nodeOf(chain).request, {
          store,
          key: 'key',
          filters,
          fromBlock: 0,
          reorgDepth: 64,
          to: chain.head,
        });
        expect(logs).toEqual(chain.logs(0, Infinity, topics.slice(0, 2)));
      }),
      { numRuns: 80 },
    );
    expect(answered).toBeGreaterThan(refused);
  });
});
