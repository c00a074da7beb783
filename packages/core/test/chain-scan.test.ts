import { describe, expect, it } from '@jest/globals';
import { scanFilters } from '../src/chain/log-scan';
import { mergeLogs, mergeRows, scanLogs, type Log } from '../src/chain/logs';
import type { Request } from '../src/chain/request';
import { StakingError } from '../src/errors';
import type { Hex } from '../src/units';
import { FakeChain, fakeClock, nodeError, nodeOf, pool, topics, toRaw, type LogQuery } from './faulty-node';
import { makeHanging } from './hanging';

const filter = { address: pool, topics: [topics] } as const;
const allBlocks = (every: number, height: number): FakeChain =>
  new FakeChain().grow(height, new Map(Array.from({ length: height / every }, (_, index) => [index * every, [0]])));
const blocksOf = (logs: readonly Log[]): number[] => logs.map(({ blockNumber }) => blockNumber);

const width = ({ from, to }: LogQuery): number => to - from + 1;

/** Refuses ranges of more blocks. */
const blockLimit =
  (widest: number, words = 'query exceeds max block range') =>
  (query: LogQuery): unknown => {
    if (width(query) > widest) {
      throw nodeError(words, -32602);
    }
    return undefined;
  };

/** Asserts that the answered ranges hold each block once. */
function expectCover(ranges: readonly LogQuery[], from: number, to: number): void {
  let next = from;
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    expect(range.from).toBe(next);
    next = range.to + 1;
  }
  expect(next).toBe(to + 1);
}

/** Holds requests back until so many are under way, so that all are answered in one moment. */
function heldTogether(request: Request, count: number): Request {
  const held: (() => void)[] = [];
  return async (args) => {
    await new Promise<void>((resolve) => {
      held.push(resolve);
      if (held.length === count) {
        held.splice(0).forEach((go) => {
          go();
        });
      }
    });
    return request(args);
  };
}

describe('a scan', () => {
  it('asks once where the node allows the range', async () => {
    const chain = allBlocks(500, 10_000);
    const node = nodeOf(chain);
    expect(await scanLogs(node.request, filter, 0, 9_999)).toEqual(chain.logs());
    expect(node.calls).toEqual(['logs 0-9999']);
  });

  it.each([0, 1, 2])(
    'fails where one of its filters is refused in the moment in which others are read: %i',
    async (place) => {
      const node = nodeOf(allBlocks(500, 10_000), ({ kinds }) => {
        if (kinds[0] === topics[place]) {
          throw nodeError('invalid project id');
        }
        return undefined;
      });
      const filters = topics.map((topic) => ({ address: pool, topics: [topic] }));
      for (const each of [node.request, heldTogether(node.request, 3)]) {
        node.calls.length = 0;
        await expect(scanFilters(each, filters, 0, 9_999)).rejects.toMatchObject({ code: 'CHAIN_UNAVAILABLE' });
        expect(node.calls).toHaveLength(3);
      }
    },
  );

  it('keeps those with a first word alone, which it does not ask the node for', async () => {
    const chain = allBlocks(500, 10_000);
    chain.add([0, 1, 0]);
    const asked: unknown[] = [];
    const { request } = nodeOf(chain);
    const second = chain.logs().filter(({ logIndex }) => logIndex === 1);
    const found = await scanLogs(
      async (args) => {
        asked.push(args.params);
        return request(args);
      },
      { ...filter, firstWord: second[0]?.data.toUpperCase().replace('X', 'x') as Hex },
      0,
      10_000,
    );
    expect(second).toHaveLength(1);
    expect(found).toEqual(second);
    expect(asked).toEqual([[{ ...filter, fromBlock: '0x0', toBlock: '0x2710' }]]);
    // Damaged data hold no word at all.
    const damaged = { ...chain.logs()[0], data: '0x' } as Log;
    const node = async (): Promise<unknown> => Promise.resolve([toRaw(damaged)]);
    expect(await scanLogs(node, { ...filter, firstWord: '0x12' }, 0, 10_000)).toEqual([]);
  });

  it('asks nothing about no blocks', async () => {
    const node = nodeOf(allBlocks(1, 10));
    expect(await scanLogs(node.request, filter, 5, 4)).toEqual([]);
    expect(node.calls).toEqual([]);
  });

  it.each([1, 2, 17, 100, 999, 1_000, 9_999])('reads each block once from a node that allows %i', async (widest) => {
    const chain = allBlocks(100, 10_000);
    const node = nodeOf(chain, blockLimit(widest));
    expect(await scanLogs(node.request, filter, 0, 9_999)).toEqual(chain.logs());
    expectCover(node.ranges, 0, 9_999);
  });

  it('takes the limit from the words of the node, and stays there', async () => {
    const chain = allBlocks(1_000, 100_000);
    const node = nodeOf(chain, blockLimit(1_000, 'eth_getLogs range is too large, max is 1k blocks'));
    expect(await scanLogs(node.request, filter, 0, 99_999)).toEqual(chain.logs());
    expect(node.calls.slice(0, 2)).toEqual(['logs 0-99999', 'logs 0-999']);
    expect(node.ranges).toHaveLength(100);
    // Wider ranges are tried now and then, since limits of results depend on where one reads.
    expect(node.calls.length).toBeLessThan(110);
  });

  it('is not led astray by a suggestion that is no smaller, or senseless', async () => {
    for (const words of ['this block range should work: [0x0, 0x270f]', 'block range should work: [0x10, 0x0]']) {
      const node = nodeOf(allBlocks(100, 10_000), blockLimit(1_000, words));
      await scanLogs(node.request, filter, 0, 9_999);
      expectCover(node.ranges, 0, 9_999);
    }
  });

  it('shrinks where logs are dense, and grows back', async () => {
    const dense = Array.from({ length: 2_000 }, (_, index) => [40_000 + index, [0, 1, 2, 0, 1]] as const);
    const chain = new FakeChain().grow(300_000, new Map(dense));
    const node = nodeOf(chain, ({ from, to, kinds }) => {
      if (chain.logs(from, to, kinds).length > 1_000) {
        throw nodeError('query returned more than 1000 results', -32005);
      }
      return undefined;
    });
    expect(await scanLogs(node.request, filter, 0, 299_999)).toEqual(chain.logs());
    expectCover(node.ranges, 0, 299_999);
    // 10,000 logs by 1,000, and 298,000 empty blocks.
    expect(node.calls.length).toBeLessThan(120);
    expect(Math.max(...node.ranges.filter(({ from }) => from > 42_000).map(width))).toBeGreaterThan(10_000);
  });

  it('finds the range alone, then reads side by side within bounds', async () => {
    const widths: number[] = [];
    const node = nodeOf(allBlocks(1_000, 50_000), (query) => {
      widths.push(width(query));
      return blockLimit(1_000)(query);
    });
    await scanLogs(node.request, filter, 0, 49_999);
    expect(widths.slice(0, 4)).toEqual([50_000, 10_000, 2_500, 625]);
    expect(node.peak()).toBe(4);
    const other = nodeOf(allBlocks(1_000, 50_000), blockLimit(1_000));
    await scanLogs(other.request, filter, 0, 49_999, { concurrency: 2 });
    expect(other.peak()).toBe(2);
  });

  it('says so where the node gives so few blocks that it would never end', async () => {
    const chain = new FakeChain();
    const node = nodeOf(chain, blockLimit(10, 'You can make eth_getLogs requests with up to a 10 block range.'));
    await expect(scanLogs(node.request, filter, 0, 5_000_000)).rejects.toMatchObject({
      code: 'CHAIN_UNAVAILABLE',
      problem: { kind: 'few-blocks-at-a-time', blocksAtATime: 10 },
    });
    expect(node.calls.length).toBeLessThan(20);
  });

  it('ends in the words of a node that gives no logs of a single block', async () => {
    const node = nodeOf(allBlocks(1, 100), blockLimit(0));
    await expect(scanLogs(node.request, filter, 0, 99)).rejects.toMatchObject({
      code: 'CHAIN_UNAVAILABLE',
      message: expect.stringContaining('query exceeds max block range'),
    });
  });

  it('tells its progress, to the end', async () => {
    const told: number[] = [];
    const node = nodeOf(allBlocks(100, 10_000), blockLimit(1_000));
    await scanLogs(node.request, filter, 0, 9_999, {
      onProgress: (done, total) => {
        expect(total).toBe(10_000);
        told.push(done);
      },
    });
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(10_000);
    expect(told.length).toBeGreaterThan(3);
  });

  it('takes very many logs at once', async () => {
    const kinds = Array.from({ length: 200_000 }, () => 0);
    const chain = new FakeChain().add(kinds);
    expect(await scanLogs(nodeOf(chain).request, filter, 0, 0)).toHaveLength(200_000);
  });
});

describe('a node in trouble', () => {
  it('is given a pause when it asks for one, longer each time, and fewer requests at a time', async () => {
    const clock = fakeClock();
    const chain = allBlocks(100, 10_000);
    const node = nodeOf(chain, (_, count) => {
      if (count <= 5) {
        throw nodeError('Your app has exceeded its compute units per second capacity.', 429);
      }
      return undefined;
    });
    expect(await scanLogs(node.request, filter, 0, 9_999, { clock })).toEqual(chain.logs());
    expect(clock.waits).toEqual([250, 500, 1_000, 2_000, 4_000]);
    const busy = nodeOf(allBlocks(100, 10_000), (query, count) => {
      blockLimit(100, 'max block range 100')(query);
      if (count === 3) {
        throw nodeError('Too many requests', 429);
      }
      return undefined;
    });
    await scanLogs(busy.request, filter, 0, 9_999, { clock });
    expectCover(busy.ranges, 0, 9_999);
  });

  it('is given up when it goes on asking for a pause, in its words', async () => {
    const clock = fakeClock();
    const node = nodeOf(allBlocks(100, 10_000), () => {
      throw nodeError('project ID request rate exceeded', -32005);
    });
    await expect(scanLogs(node.request, filter, 0, 9_999, { clock })).rejects.toMatchObject({
      code: 'CHAIN_UNAVAILABLE',
      message: expect.stringContaining('project ID request rate exceeded'),
    });
    expect(clock.waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 16_000]);
    expect(node.calls).toHaveLength(9);
  });

  it('that calls its limit of blocks a limit is asked for less after one pause', async () => {
    const clock = fakeClock();
    const chain = allBlocks(500, 100_000);
    const node = nodeOf(chain, (query) => {
      if (width(query) > 5_000) {
        throw nodeError('limit exceeded', -32005);
      }
      return undefined;
    });
    expect(await scanLogs(node.request, filter, 0, 99_999, { clock })).toEqual(chain.logs());
    expect(node.calls.slice(0, 4)).toEqual(['logs 0-99999', 'logs 0-99999', 'logs 0-9999', 'logs 0-1999']);
    expect(clock.waits.slice(0, 3).reduce((sum, wait) => sum + wait, 0)).toBeLessThan(1_000);
  });

  it.each([
    ['Too many requests', 429],
    ['request rate exceeded', -32000],
  ])('that calls its limit of blocks «%s» is asked for less after some pauses', async (words, code) => {
    const chain = allBlocks(500, 100_000);
    const node = nodeOf(chain, (query) => {
      if (width(query) > 5_000) {
        throw nodeError(words, code);
      }
      return undefined;
    });
    expect(await scanLogs(node.request, filter, 0, 99_999, { clock: fakeClock() })).toEqual(chain.logs());
  });

  it('that says how many blocks it allows in its data alone is asked for so many at once', async () => {
    const clock = fakeClock();
    const chain = allBlocks(500, 100_000);
    const node = nodeOf(chain, (query) => {
      if (width(query) > 5_000) {
        throw nodeError('Invalid params', -32602, { reason: 'block range limit is 5000' });
      }
      return undefined;
    });
    expect(await scanLogs(node.request, filter, 0, 99_999, { clock })).toEqual(chain.logs());
    expect(node.calls.slice(0, 2)).toEqual(['logs 0-99999', 'logs 0-4999']);
    expect(node.calls.length).toBeLessThan(35);
    expect(clock.waits).toEqual([]);
  });

  it('that says its limit as a span is asked for so many blocks at once', async () => {
    const clock = fakeClock();
    const chain = allBlocks(500, 100_000);
    const node = nodeOf(chain, (query) => {
      if (width(query) > 5_000) {
        throw nodeError(`block span ${width(query)} exceeds the limit 5000`, -32000);
      }
      return undefined;
    });
    expect(await scanLogs(node.request, filter, 0, 99_999, { clock })).toEqual(chain.logs());
    expect(node.calls.slice(0, 2)).toEqual(['logs 0-99999', 'logs 0-4999']);
    expect(clock.waits).toEqual([]);
  });

  it.each(['fetch failed', 'socket hang up', 'HTTP request failed with 502 Bad Gateway', 'header not found'])(
    'is asked again after «%s»',
    async (words) => {
      const clock = fakeClock();
      const chain = allBlocks(100, 10_000);
      const node = nodeOf(chain, (_, count) => {
        if (count < 4) {
          throw nodeError(words);
        }
        return undefined;
      });
      expect(await scanLogs(node.request, filter, 0, 9_999, { clock })).toEqual(chain.logs());
      expect(node.calls).toEqual(Array.from({ length: 4 }, () => 'logs 0-9999'));
      expect(clock.waits).toEqual([250, 500, 1_000]);
    },
  );

  it('is given up after few tries when nothing helps', async () => {
    const clock = fakeClock();
    const node = nodeOf(allBlocks(100, 10_000), () => {
      throw nodeError('fetch failed');
    });
    await expect(scanLogs(node.request, filter, 0, 9_999, { clock })).rejects.toMatchObject({
      code: 'CHAIN_UNAVAILABLE',
      message: expect.stringContaining('fetch failed'),
    });
    expect(node.calls).toHaveLength(6);
  });

  it('that drops the connection at wide ranges is asked for less', async () => {
    const chain = allBlocks(100, 50_000);
    const node = nodeOf(chain, (query) => {
      if (width(query) > 3_000) {
        throw nodeError('socket hang up');
      }
      return undefined;
    });
    expect(await scanLogs(node.request, filter, 0, 49_999, { clock: fakeClock() })).toEqual(chain.logs());
    expectCover(node.ranges, 0, 49_999);
  });

  it('that fails at several requests at a time has failed once', async () => {
    const clock = fakeClock();
    const chain = allBlocks(100, 10_000);
    let failures = 0;
    const node = nodeOf(chain, (query, count) => {
      blockLimit(100, 'max block range 100')(query);
      if (count > 10 && failures < 4) {
        failures += 1;
        throw nodeError('fetch failed');
      }
      return undefined;
    });
    expect(await scanLogs(node.request, filter, 0, 9_999, { clock })).toEqual(chain.logs());
    expectCover(node.ranges, 0, 9_999);
    expect(clock.waits).toEqual([250]);
  });

  it.each(['pruned history unavailable', 'Archive requests require a personal token', 'Unauthorized'])(
    'that will not answer is not asked again: «%s»',
    async (words) => {
      const node = nodeOf(allBlocks(100, 10_000), () => {
        throw nodeError(words, 4444);
      });
      await expect(scanLogs(node.request, filter, 0, 9_999)).rejects.toMatchObject({
        code: 'CHAIN_UNAVAILABLE',
        message: expect.stringContaining(words),
      });
      expect(node.calls).toHaveLength(1);
    },
  );

  it('leaves refusals by the person as they are', async () => {
    const refusal = nodeError('User rejected the request.', 4001);
    const node = nodeOf(allBlocks(100, 10_000), () => {
      throw refusal;
    });
    await expect(scanLogs(node.request, filter, 0, 9_999)).rejects.toBe(refusal);
    expect(node.calls).toHaveLength(1);
  });
});

describe('a node without old logs', () => {
  const refusals: readonly (readonly [string, number])[] = [
    ['pruned history unavailable', 4444],
    ['history unavailable', 4444],
    ['old data not available due to pruning', -32002],
    ['failed to get logs for block #0 (0x41941023)', -32000],
    ['missing trie node 2f1d (path ) state 0x2f1d is not available', -32000],
  ];
  const height = 1_000_000;
  const chain = allBlocks(10_000, height);
  const withoutOld = (kept: number, words: string, code: number): ReturnType<typeof nodeOf> =>
    nodeOf(chain, ({ from }) => {
      if (from < kept) {
        throw nodeError(words, code);
      }
      return undefined;
    });

  it.each(refusals)('is not asked again: «%s»', async (words, code) => {
    const clock = fakeClock();
    const node = withoutOld(500_000, words, code);
    await expect(scanLogs(node.request, filter, 0, height - 1, { clock })).rejects.toMatchObject({
      code: 'CHAIN_UNAVAILABLE',
      message: expect.stringContaining(words),
    });
    expect(node.calls).toHaveLength(1);
    expect(clock.waits).toEqual([]);
  });

  it.each([1, 2, 500_000, 777_777, height - 1])('gives the newer ones, from block %i on', async (kept) => {
    const node = withoutOld(kept, 'pruned history unavailable', 4444);
    const scan = await scanFilters(node.request, [filter, { ...filter, topics: [[]] }], 0, height - 1, {
      mayLackOld: true,
      clock: fakeClock(),
    });
    expect(scan.keptFrom).toBe(kept);
    expect(scan.logs).toEqual(chain.logs(kept));
    expect(node.calls.length).toBeLessThan(30);
  });

  it('gives them at once where its words tell the oldest', async () => {
    const node = withoutOld(777_777, 'history has been pruned, the earliest available block is 777777', 4444);
    const scan = await scanFilters(node.request, [filter], 0, height - 1, { mayLackOld: true });
    expect(scan.keptFrom).toBe(777_777);
    expect(node.calls).toHaveLength(4);
  });

  it('gives none where it has none', async () => {
    const node = withoutOld(height, 'pruned history unavailable', 4444);
    const scan = await scanFilters(node.request, [filter], 0, height - 1, { mayLackOld: true });
    expect(scan).toMatchObject({ logs: [], keptFrom: height });
  });

  it('is given up when it goes on refusing what it gave', async () => {
    const node = nodeOf(chain, (query) => {
      if (width(query) > 1) {
        throw nodeError('pruned history unavailable', 4444);
      }
      return undefined;
    });
    const scan = scanFilters(node.request, [filter], 0, height - 1, { mayLackOld: true });
    await expect(scan).rejects.toMatchObject({ code: 'CHAIN_UNAVAILABLE' });
    expect(node.calls.length).toBeLessThan(100);
  });
});

describe('an answer that cannot be right', () => {
  const chain = new FakeChain().grow(30, new Map([[7, [0]]]));
  const [log] = chain.logs();
  const raw = toRaw(log as Log);
  it.each<[string, unknown]>([
    ['a log of a block before the range', [{ ...raw, blockNumber: '0x4' }]],
    ['a log of a block behind the range', [{ ...raw, blockNumber: '0x15' }]],
    ['a log of another contract', [{ ...raw, address: `0x${'1'.repeat(40)}` }]],
    ['a log of another event', [{ ...raw, topics: [`0x${'1'.repeat(64)}`] }]],
    ['a log without topics', [{ ...raw, topics: [] }]],
    ['a log without a list of topics', [{ ...raw, topics: undefined }]],
    ['null for topics', [{ ...raw, topics: null }]],
    ['a number among topics', [{ ...raw, topics: [1] }]],
    ['a log without a block', [{ ...raw, blockNumber: null }]],
    ['a log without data', [{ ...raw, data: undefined }]],
    ['a log with words for data', [{ ...raw, data: 'nothing' }]],
    ['null for a log', [null]],
    ['null', null],
    ['a text', 'none'],
    ['two logs in one place', [raw, { ...raw, transactionHash: `0x${'1'.repeat(64)}` }]],
    ['two hashes of a block', [raw, { ...raw, logIndex: '0x1', blockHash: `0x${'1'.repeat(64)}` }]],
  ])('is refused: %s', async (_, answer) => {
    const node = nodeOf(chain, () => answer);
    await expect(scanLogs(node.request, filter, 5, 20)).rejects.toMatchObject({
      code: 'CHAIN_INCONSISTENT',
      problem: { kind: expect.stringMatching(/^(?:odd-logs|odd-answer|reorganised)$/u) },
    });
    expect(node.calls).toHaveLength(1);
  });

  it('is not one that repeats logs, mixes their order, or the case of letters, or gives removed ones', async () => {
    const several = new FakeChain().grow(30, new Map([5, 6, 7].map((number) => [number, [0, 1]])));
    const logs = several.logs();
    const removed = { ...raw, removed: true, blockHash: `0x${'1'.repeat(64)}` };
    const shouted = logs.map((each) => ({ ...toRaw(each), address: `0x${pool.slice(2).toUpperCase()}` }));
    const node = nodeOf(several, () => [...shouted.reverse(), removed, ...shouted]);
    const read = await scanLogs(node.request, filter, 0, 20);
    expect(read.map(({ address, ...rest }) => ({ ...rest, address: address.toLowerCase() }))).toEqual(logs);
  });

  it('is found when logs of several scans are put together', () => {
    const other = new FakeChain().cut(0).grow(30, new Map([[7, [0, 1]]]));
    for (const merge of [mergeLogs, mergeRows]) {
      expect(() => merge([chain.logs(), other.logs()])).toThrow(StakingError);
      expect(merge([chain.logs(), chain.logs()])).toEqual(chain.logs());
    }
  });
});

describe('a cancelled scan', () => {
  const hang = makeHanging();

  it('ends at once with the reason, whatever the node does, and sends nothing more', async () => {
    const control = new AbortController();
    const node = nodeOf(allBlocks(100, 10_000), async (query, count) => {
      blockLimit(100, 'max block range 100')(query);
      if (count > 10) {
        queueMicrotask(() => {
          control.abort();
        });
        await hang();
      }
      return undefined;
    });
    const scan = scanLogs(node.request, filter, 0, 9_999, { signal: control.signal });
    await expect(scan).rejects.toMatchObject({ name: 'AbortError' });
    const sent = node.calls.length;
    await new Promise(setImmediate);
    expect(node.calls).toHaveLength(sent);
    expect(sent).toBeLessThan(16);
  });

  it('does not begin', async () => {
    const node = nodeOf(allBlocks(100, 10_000));
    const signal = AbortSignal.abort(new Error('left the page'));
    await expect(scanLogs(node.request, filter, 0, 9_999, { signal })).rejects.toThrow('left the page');
    expect(node.calls).toEqual([]);
  });

  it('does not wait for the end of a pause', async () => {
    const control = new AbortController();
    const node = nodeOf(allBlocks(100, 10_000), () => {
      throw nodeError('Too many requests', 429);
    });
    const clock = {
      now: () => 0,
      sleep: async () => {
        control.abort(new Error('left the page'));
        await hang();
      },
    };
    const scan = scanLogs(node.request, filter, 0, 9_999, { signal: control.signal, clock });
    await expect(scan).rejects.toThrow('left the page');
    expect(node.calls).toHaveLength(1);
  });
});

it('reads several topics and any contract of a list', async () => {
  const chain = new FakeChain().grow(30, new Map([[7, [0, 1, 2]]]));
  const some = { address: [`0x${'1'.repeat(40)}`, pool], topics: [[topics[1], topics[2]]] } as const;
  const read = await scanLogs(nodeOf(chain).request, some as never, 0, 29);
  expect(blocksOf(read)).toEqual([7, 7]);
});
