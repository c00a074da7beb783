import { describe, expect, it } from '@jest/globals';
import type { ResumeOptions, StoredLogs } from '../src/chain/log-checkpoint';
import type { Store } from '../src/chain/store';
import type { LogFilter } from '../src/chain/logs';
import type { Request } from '../src/chain/request';
import { FakeChain, fakeClock, nodeError, nodeOf, pool, topics, type LogQuery } from './faulty-node';
import { makeHanging } from './hanging';
import { readLogsResumed } from './resumed';

const filters: readonly LogFilter[] = topics.slice(0, 2).map((topic) => ({ address: pool, topics: [topic] }));
const wanted = topics.slice(0, 2);

/** A store that keeps text, as real ones do. */
function memory(): Store & { readonly texts: Map<string, string>; stored: () => StoredLogs } {
  const texts = new Map<string, string>();
  return {
    texts,
    stored: () => JSON.parse(texts.get('key') ?? 'null') as StoredLogs,
    read: async (key) => Promise.resolve(JSON.parse(texts.get(key) ?? 'null') as unknown),
    write: async (key, value) => {
      texts.set(key, JSON.stringify(value));
      return Promise.resolve();
    },
  };
}

const every = (step: number, height: number): Map<number, readonly number[]> =>
  new Map(Array.from({ length: Math.floor(height / step) }, (_, index) => [index * step, [0, 1, 2]]));
const chainOf = (height: number, step = 50): FakeChain => new FakeChain().grow(height, every(step, height));

const read = async (
  request: Request,
  chain: FakeChain,
  store: Store,
  options: ResumeOptions = {},
  fromBlock = 0,
): ReturnType<typeof readLogsResumed> =>
  readLogsResumed(request, { store, key: 'key', filters, fromBlock, reorgDepth: 64, to: chain.head, options });

describe('reading on', () => {
  it('reads all at first, with one header beside, and stores what no reorg reaches', async () => {
    const [chain, store] = [chainOf(10_000), memory()];
    const node = nodeOf(chain);
    expect(await read(node.request, chain, store)).toEqual(chain.logs(0, Infinity, wanted));
    expect(node.calls).toEqual(['logs 0-9999', 'logs 0-9999', 'block 9935']);
    expect(node.peak()).toBe(3);
    const { logs, marks } = store.stored();
    expect(logs).toEqual(chain.logs(0, 9_935, wanted));
    expect(marks[0]).toEqual({ number: 9_935, hash: chain.block(9_935).hash });
    // Older ones for deep reorgs, from the hashes that the logs carry.
    expect(marks.map(({ number }) => number)).toEqual([9_935, 9_700, 8_950, 2_750]);
    expect(marks.every(({ number, hash }) => hash === chain.block(number).hash)).toBe(true);
  });

  it('asks for new blocks only, in one round trip', async () => {
    const [chain, store] = [chainOf(10_000), memory()];
    await read(nodeOf(chain).request, chain, store);
    chain.grow(10_500, every(50, 10_500));
    const node = nodeOf(chain);
    expect(await read(node.request, chain, store)).toEqual(chain.logs(0, Infinity, wanted));
    expect(node.calls.sort()).toEqual(['block 10435', 'block 9935', 'logs 9936-10499', 'logs 9936-10499']);
    expect(node.peak()).toBe(4);
    expect(store.stored().logs).toEqual(chain.logs(0, 10_435, wanted));
    expect(store.stored().marks[0]?.number).toBe(10_435);
  });

  it('writes nothing when nothing is new', async () => {
    const [chain, store] = [chainOf(10_000, 200), memory()];
    await read(nodeOf(chain).request, chain, store);
    const before = store.texts.get('key');
    chain.grow(10_100);
    expect(await read(nodeOf(chain).request, chain, store)).toEqual(chain.logs(0, Infinity, wanted));
    expect(store.texts.get('key')).toBe(before);
    chain.grow(10_400);
    await read(nodeOf(chain).request, chain, store);
    expect(store.stored().marks[0]?.number).toBe(10_335);
  });

  it('needs nothing but the block itself when it is the stored one', async () => {
    const [chain, store] = [chainOf(10_000), memory()];
    await read(nodeOf(chain).request, chain, store);
    const node = nodeOf(chain);
    const to = chain.block(9_935);
    const logs = await readLogsResumed(node.request, { store, key: 'key', filters, fromBlock: 0, reorgDepth: 64, to });
    expect(logs).toEqual(chain.logs(0, 9_935, wanted));
    expect(node.calls).toEqual([]);
  });

  it('is right for a block before the stored one', async () => {
    const [chain, store] = [chainOf(10_000), memory()];
    await read(nodeOf(chain).request, chain, store);
    const to = chain.block(9_800);
    const node = nodeOf(chain);
    const logs = await readLogsResumed(node.request, { store, key: 'key', filters, fromBlock: 0, reorgDepth: 64, to });
    expect(logs).toEqual(chain.logs(0, 9_800, wanted));
    expect(node.calls).toContain('logs 9701-9800');
  });

  it('stores nothing of a young chain', async () => {
    const [chain, store] = [chainOf(60, 10), memory()];
    const node = nodeOf(chain);
    expect(await read(node.request, chain, store)).toEqual(chain.logs(0, Infinity, wanted));
    expect(store.texts.size).toBe(0);
    expect(node.calls).toEqual(['logs 0-59', 'logs 0-59']);
  });

  it('reads all anew when it is told to, and replaces what was stored', async () => {
    const [chain, store] = [chainOf(10_000), memory()];
    await read(nodeOf(chain, () => []).request, chain, store);
    expect(await read(nodeOf(chain).request, chain, store)).not.toEqual(chain.logs(0, Infinity, wanted));
    expect(await read(nodeOf(chain).request, chain, store, { fresh: true })).toEqual(chain.logs(0, Infinity, wanted));
    expect(store.stored().logs).toEqual(chain.logs(0, 9_935, wanted));
  });
});

describe('a reorg', () => {
  it.each([10, 64, 100, 300, 2_000, 9_990])('%i blocks deep is noticed, and undone as far as needed', async (depth) => {
    const [chain, store] = [chainOf(10_000), memory()];
    await read(nodeOf(chain).request, chain, store);
    const { marks } = store.stored();
    chain.cut(depth).grow(10_010, new Map([...every(70, 10_010)].filter(([number]) => number >= 10_000 - depth)));
    const node = nodeOf(chain);
    expect(await read(node.request, chain, store)).toEqual(chain.logs(0, Infinity, wanted));
    expect(store.stored().logs).toEqual(chain.logs(0, 9_945, wanted));
    expect(store.stored().marks.every(({ number, hash }) => hash === chain.block(number).hash)).toBe(true);
    const stands = marks.find(({ number }) => number < 10_000 - depth)?.number ?? -1;
    expect(node.calls).toContain(`logs ${stands + 1}-10009`);
  });

  it('to another chain altogether leaves nothing of the old one', async () => {
    const [chain, store] = [chainOf(10_000), memory()];
    await read(nodeOf(chain).request, chain, store);
    const other = new FakeChain().cut(0).grow(5_000, every(30, 5_000));
    expect(await read(nodeOf(other).request, other, store)).toEqual(other.logs(0, Infinity, wanted));
  });

  it('between the parts of a scan is noticed', async () => {
    const [chain, store] = [chainOf(10_000), memory()];
    const to = chain.head;
    let hasMoved = false;
    const node = nodeOf(chain, ({ from, to: last }) => {
      if (last - from > 1_000) {
        throw nodeError('max block range 1000');
      }
      if (from > 5_000 && !hasMoved) {
        hasMoved = true;
        chain.cut(30).grow(10_000);
      }
      return undefined;
    });
    await expect(
      readLogsResumed(node.request, { store, key: 'key', filters, fromBlock: 0, reorgDepth: 64, to }),
    ).rejects.toMatchObject({ code: 'CHAIN_INCONSISTENT', message: expect.stringContaining('reorganised') });
    expect(await read(nodeOf(chain).request, chain, store)).toEqual(chain.logs(0, Infinity, wanted));
  });

  it('that the logs of the last block show is noticed', async () => {
    const chain = chainOf(10_001);
    const to = chain.head;
    chain.cut(1).add([0]);
    const resumed = { store: memory(), key: 'key', filters, fromBlock: 0, reorgDepth: 64, to };
    await expect(readLogsResumed(nodeOf(chain).request, resumed)).rejects.toMatchObject({
      code: 'CHAIN_INCONSISTENT',
    });
  });
});

describe('what was stored', () => {
  const good = async (): Promise<StoredLogs> => {
    const [chain, store] = [chainOf(1_000), memory()];
    await read(nodeOf(chain).request, chain, store);
    return store.stored();
  };
  const change = (change: (value: StoredLogs) => unknown) => change;
  it.each<[string, (value: StoredLogs) => unknown]>([
    ['nothing', change(() => null)],
    ['a text', change(() => 'logs')],
    ['another version', change((value) => ({ ...value, version: 2 }))],
    ['other filters', change((value) => ({ ...value, filters: '[]' }))],
    ['another first block', change((value) => ({ ...value, fromBlock: 5 }))],
    ['no marks', change((value) => ({ ...value, marks: [] }))],
    ['a mark that is none', change((value) => ({ ...value, marks: [null] }))],
    ['a mark without a hash', change(({ marks: [mark], ...value }) => ({ ...value, marks: [{ ...mark, hash: 1 }] }))],
    ['marks in disorder', change(({ marks, ...value }) => ({ ...value, marks: [...marks].reverse() }))],
    ['logs above the mark', change(({ marks, ...value }) => ({ ...value, marks: marks.slice(1) }))],
    ['logs in disorder', change(({ logs, ...value }) => ({ ...value, logs: [...logs].reverse() }))],
    ['a log twice', change(({ logs, ...value }) => ({ ...value, logs: [...logs.slice(0, 1), ...logs] }))],
    ['a log that is none', change(({ logs, ...value }) => ({ ...value, logs: [null, ...logs] }))],
    [
      'a log of another contract',
      change(({ logs, ...value }) => ({ ...value, logs: [{ ...logs[0], address: '0x1' }] })),
    ],
    ['a log of another event', change(({ logs, ...value }) => ({ ...value, logs: [{ ...logs[0], topics: ['0x1'] }] }))],
    ['a log without topics', change(({ logs, ...value }) => ({ ...value, logs: [{ ...logs[0], topics: undefined }] }))],
    ['a log without data', change(({ logs, ...value }) => ({ ...value, logs: [{ ...logs[0], data: undefined }] }))],
    ['a log at half a block', change(({ logs, ...value }) => ({ ...value, logs: [{ ...logs[0], blockNumber: 0.5 }] }))],
  ])('is left aside when it is malformed or not what was asked for: %s', async (_, damage) => {
    const chain = chainOf(1_000);
    const store = { ...memory(), read: async () => Promise.resolve(damage(await good())) };
    const node = nodeOf(chain);
    expect(await read(node.request, chain, store)).toEqual(chain.logs(0, Infinity, wanted));
    expect(node.calls).toContain('logs 0-999');
  });

  it('is used when it is good', async () => {
    const chain = chainOf(1_000);
    const store = { ...memory(), read: good };
    const node = nodeOf(chain);
    expect(await read(node.request, chain, store)).toEqual(chain.logs(0, Infinity, wanted));
    expect(node.calls).toContain('logs 936-999');
  });

  it('does not matter when the store fails', async () => {
    const chain = chainOf(1_000);
    const fail = async (): Promise<never> => Promise.reject(new Error('disk full'));
    expect(await read(nodeOf(chain).request, chain, { read: fail, write: fail })).toEqual(
      chain.logs(0, Infinity, wanted),
    );
  });
});

describe('a long scan', () => {
  const hang = makeHanging();

  const limited = ({ from, to }: LogQuery): unknown => {
    if (to - from >= 100) {
      throw nodeError('max block range 100');
    }
    return undefined;
  };

  it('that is cancelled goes on where it was', async () => {
    const [chain, store] = [chainOf(20_000), memory()];
    const control = new AbortController();
    const told: number[] = [];
    const node = nodeOf(chain, limited);
    const options = {
      signal: control.signal,
      onProgress: (done: number, total: number) => {
        told.push(done);
        if (done > total / 2) {
          control.abort();
        }
      },
    };
    await expect(read(node.request, chain, store, options)).rejects.toMatchObject({ name: 'AbortError' });
    const sent = node.calls.length;
    await new Promise(setImmediate);
    expect(node.calls).toHaveLength(sent);
    const [mark] = store.stored().marks;
    expect(mark?.number).toBeGreaterThan(5_000);
    expect(store.stored().logs).toEqual(chain.logs(0, mark?.number, wanted));

    const next = nodeOf(chain, limited);
    expect(await read(next.request, chain, store)).toEqual(chain.logs(0, Infinity, wanted));
    expect(next.ranges.every(({ from }) => from > (mark?.number ?? Infinity))).toBe(true);
  });

  it('that fails goes on where it was', async () => {
    const [chain, store] = [chainOf(20_000), memory()];
    const node = nodeOf(chain, (query, count) => {
      if (count > 300) {
        throw nodeError('Unauthorized');
      }
      return limited(query);
    });
    await expect(read(node.request, chain, store)).rejects.toMatchObject({ code: 'CHAIN_UNAVAILABLE' });
    const [mark] = store.stored().marks;
    expect(mark?.number).toBeGreaterThan(5_000);
    expect(store.stored().logs).toEqual(chain.logs(0, mark?.number, wanted));
    expect(await read(nodeOf(chain, limited).request, chain, store)).toEqual(chain.logs(0, Infinity, wanted));
  });

  it('tries headers again, and gives up in words', async () => {
    const [chain, store, clock] = [chainOf(1_000), memory(), fakeClock()];
    await read(nodeOf(chain).request, chain, store);
    const node = nodeOf(chain);
    let failures = 0;
    const failing =
      (times: number): Request =>
      async (args) => {
        if (args.method === 'eth_getBlockByNumber' && failures < times) {
          failures += 1;
          throw nodeError('fetch failed');
        }
        return node.request(args);
      };
    expect(await read(failing(3), chain, store, { clock })).toEqual(chain.logs(0, Infinity, wanted));
    expect(clock.waits).toEqual([250, 500, 1_000]);
    failures = 0;
    await expect(read(failing(Infinity), chain, store, { clock })).rejects.toMatchObject({ code: 'CHAIN_UNAVAILABLE' });
  });

  it('ends at once when it is cancelled while a header hangs', async () => {
    const [chain, store] = [chainOf(1_000), memory()];
    await read(nodeOf(chain).request, chain, store);
    const control = new AbortController();
    const node = nodeOf(chain);
    const hanging: Request = async (args) => {
      if (args.method === 'eth_getBlockByNumber') {
        setImmediate(() => {
          control.abort(new Error('left the page'));
        });
        return hang();
      }
      return node.request(args);
    };
    await expect(read(hanging, chain, store, { signal: control.signal })).rejects.toThrow('left the page');
  });
});
