import { describe, expect, it } from '@jest/globals';
import { readLogTimes, type KeptTimes } from '../src/chain/block-times';
import type { Log } from '../src/chain/logs';
import type { Request } from '../src/chain/request';
import type { Hex } from '../src/units';

const hashOf = (block: number): Hex => `0x${block.toString(16).padStart(64, '0')}`;
const timeOf = (block: number): number => 1_700_000_000 + 12 * block;

const logAt = (blockNumber: number, more: Partial<Log> = {}): Log => ({
  address: `0x${'cc'.repeat(20)}`,
  topics: [],
  data: '0x',
  blockNumber,
  logIndex: 0,
  transactionHash: hashOf(blockNumber),
  blockHash: hashOf(blockNumber),
  ...more,
});

/** A node that gives headers, and notes how many it was asked for at a time. */
function node(fork = -1): { request: Request; asked: number[]; most: () => number } {
  const asked: number[] = [];
  let open = 0;
  let most = 0;
  return {
    asked,
    most: () => most,
    request: async ({ params }) => {
      const number = Number((params as [Hex])[0]);
      asked.push(number);
      open += 1;
      most = Math.max(most, open);
      await Promise.resolve();
      open -= 1;
      const hash = fork === number ? hashOf(99_999) : hashOf(number);
      return { number: (params as [Hex])[0], hash, timestamp: `0x${timeOf(number).toString(16)}` };
    },
  };
}

function keeping(initial?: string): KeptTimes & { text: () => string | undefined } {
  let text = initial;
  return {
    key: 'times',
    text: () => text,
    store: {
      read: async () => Promise.resolve(JSON.parse(text ?? 'null') as unknown),
      write: async (_, value) => {
        text = JSON.stringify(value);
        return Promise.resolve();
      },
    },
  };
}

describe('the times of logs', () => {
  it('are taken from the logs where the node gives them there, once the headers at both ends agree', async () => {
    const { request, asked, most } = node();
    const logs = [5, 6, 6, 7, 8].map((block) => logAt(block, { blockTimestamp: timeOf(block) }));
    const times = await readLogTimes(request, logs);
    expect([...times].sort()).toEqual([5, 6, 7, 8].map((block) => [block, timeOf(block)]));
    expect(asked.sort()).toEqual([5, 8]);
    expect(most()).toBe(2);
  });

  it('cost no header where those at the ends are known: of the newest block, or from the last look', async () => {
    const kept = keeping();
    const newest = { number: 9, hash: hashOf(9), timestamp: timeOf(9) };
    const logs = [5, 7, 9].map((block) => logAt(block, { blockTimestamp: timeOf(block) }));
    const [first, second] = [node(), node()];
    await readLogTimes(first.request, logs, { kept, newest });
    expect(first.asked).toEqual([5]);
    await readLogTimes(second.request, logs, { kept, newest });
    expect(second.asked).toEqual([]);
  });

  const wrong: readonly (readonly [string, (block: number) => number | undefined])[] = [
    ['are all 0', () => 0],
    ['are 0 here and there', (block) => (block === 6 ? 0 : timeOf(block))],
    ['are all the same', () => timeOf(6)],
    ['go back', (block) => timeOf(block) - (block === 7 ? 60 : 0)],
    ['are later than the newest block', (block) => timeOf(block) + (block === 7 ? 6_000 : 0)],
    ['are shifted', (block) => timeOf(block) - 3_600],
  ];
  it.each(wrong)('are those of the headers where the times in the logs %s', async (_, timeIn) => {
    const logs = [5, 6, 7, 8].map((block) => logAt(block, { blockTimestamp: timeIn(block) as number }));
    const newest = { number: 9, hash: hashOf(9), timestamp: timeOf(9) };
    const times = await readLogTimes(node().request, logs, { newest });
    expect([5, 6, 7, 8].map((block) => times.get(block))).toEqual([5, 6, 7, 8].map(timeOf));
  });

  it('cost one header for each block, a few at a time', async () => {
    const { request, asked, most } = node();
    const logs = Array.from({ length: 60 }, (_, index) => logAt(Math.floor(index / 2)));
    const times = await readLogTimes(request, logs);
    expect(asked).toHaveLength(30);
    expect(most()).toBeLessThanOrEqual(8);
    expect(times.get(29)).toBe(timeOf(29));
  });

  it('are asked for once where there is a store', async () => {
    const kept = keeping();
    await readLogTimes(node().request, [logAt(1), logAt(2)], { kept });
    const second = node();
    const times = await readLogTimes(second.request, [logAt(1), logAt(2), logAt(3)], { kept });
    expect(second.asked).toEqual([3]);
    expect([1, 2, 3].map((block) => times.get(block))).toEqual([1, 2, 3].map(timeOf));
  });

  it('are kept by all reads that end together', async () => {
    const kept = keeping();
    await Promise.all([1, 2, 3].map(async (block) => readLogTimes(node().request, [logAt(block)], { kept })));
    const later = node();
    await readLogTimes(later.request, [logAt(1), logAt(2), logAt(3)], { kept });
    expect(later.asked).toEqual([]);
  });

  it('are those of the block with the hash: a reorg is not mistaken for what was kept', async () => {
    const kept = keeping();
    await readLogTimes(node().request, [logAt(1)], { kept });
    const second = node();
    await readLogTimes(second.request, [logAt(1, { blockHash: hashOf(99_999) })], { kept }).catch(() => undefined);
    expect(second.asked).toEqual([1]);
  });

  it('are refused when the header is of another block than the log', async () => {
    await expect(readLogTimes(node(4).request, [logAt(4)])).rejects.toMatchObject({ code: 'CHAIN_INCONSISTENT' });
  });

  it.each([
    '"times"',
    '{"version":2,"times":[]}',
    '{"version":1,"times":[["0x1","soon"]]}',
    '{"version":1,"times":[["me",1]]}',
  ])('are read anew where the store holds nonsense: %s', async (text) => {
    const { request, asked } = node();
    expect((await readLogTimes(request, [logAt(3)], { kept: keeping(text) })).get(3)).toBe(timeOf(3));
    expect(asked).toEqual([3]);
  });

  it('do not fail with the store', async () => {
    const broken: KeptTimes = {
      key: 'times',
      store: {
        read: async () => Promise.reject(new Error('gone')),
        write: async () => Promise.reject(new Error('full')),
      },
    };
    expect((await readLogTimes(node().request, [logAt(3)], { kept: broken })).get(3)).toBe(timeOf(3));
  });
});
