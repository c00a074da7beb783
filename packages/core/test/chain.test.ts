import { describe, expect, it, jest } from '@jest/globals';
import { readViewBlock } from '../src/chain/block';
import { kindOfLogError } from '../src/chain/log-errors';
import { findLatestLog, toTopic } from '../src/chain/logs';
import { ReadBatch } from '../src/chain/read-batch';
import { errorMessageOf, revertDataOf } from '../src/chain/error-layers';
import { callNode, RevertError, type Request } from '../src/chain/request';
import { StakingError } from '../src/errors';
import { vaultInterface } from '../src/protocols/stakewise/vault/abi';
import { fakeClock } from './faulty-node';

const vault = '0x4FEF9D741011476750A243aC70b9789a63dd47Df';

type Query = { fromBlock: string; toBlock: string };

/** A node with a log in each of the given blocks, that refuses ranges wider than `widest`. */
function logNode(blocks: number[], widest: number): { request: Request; ranges: [number, number][] } {
  const ranges: [number, number][] = [];
  return {
    ranges,
    request: async ({ method, params }) => {
      expect(method).toBe('eth_getLogs');
      const [{ fromBlock, toBlock }] = params as [Query];
      const [from, to] = [Number(fromBlock), Number(toBlock)];
      if (to - from + 1 > widest) {
        return Promise.reject(Object.assign(new Error('query exceeds max block range'), { code: -32005 }));
      }
      ranges.push([from, to]);
      return Promise.resolve(
        blocks
          .filter((number) => number >= from && number <= to)
          .map((number) => ({
            address: vault,
            topics: [],
            data: '0x',
            blockNumber: `0x${number.toString(16)}`,
            logIndex: '0x0',
            transactionHash: '0x',
          })),
      );
    },
  };
}

const filter = { address: vault, topics: [] } as const;

describe('findLatestLog', () => {
  it('finds the newest one looking back in growing steps, and stops there', async () => {
    const { request, ranges } = logNode([10, 4_000, 4_100], 1_000_000);
    const log = await findLatestLog(request, filter, 0, 10_000, 1_000);
    expect(log?.blockNumber).toBe(4_100);
    expect(ranges).toEqual([
      [9_001, 10_000],
      [7_001, 9_000],
      [3_001, 7_000],
    ]);
  });

  it('finds none where there is none, down to the first block', async () => {
    const { request, ranges } = logNode([], 1_000_000);
    expect(await findLatestLog(request, filter, 5, 100, 10)).toBeUndefined();
    expect(ranges.at(-1)?.[0]).toBe(5);
  });
});

describe('errors of the node', () => {
  const data = '0xe7757151';
  it.each([
    ['anvil', { code: 3, message: 'execution reverted: custom error 0xe7757151', data }],
    [
      'MetaMask',
      { code: -32603, message: 'Internal JSON-RPC error.', data: { code: 3, message: 'execution reverted', data } },
    ],
    [
      'a nested one',
      { code: -32603, message: 'x', data: { originalError: { code: 3, data, message: 'execution reverted' } } },
    ],
    [
      'one with a cause',
      Object.assign(new Error('failed'), { cause: { code: 3, data, message: 'execution reverted' } }),
    ],
  ])('are reverts with their data: %s', async (_name, error) => {
    expect(revertDataOf(error)).toBe(data);
    const failing: Request = async () => {
      await Promise.resolve();
      // Wallets reject with plain objects, as here.
      return Promise.reject(Object.assign(new Error('wrapped'), error));
    };
    await expect(callNode(failing, 'eth_call', [])).rejects.toEqual(new RevertError(data));
  });

  it('are a revert without a reason when only the words say so', () => {
    expect(revertDataOf({ code: -32000, message: 'execution reverted' })).toBe('0x');
    expect(revertDataOf({ code: -32000, message: 'header not found' })).toBeUndefined();
  });

  it('is given up after a minute, in words that ask a scan for less', async () => {
    jest.useFakeTimers();
    try {
      const hung = callNode(async () => new Promise(() => undefined), 'eth_getLogs', []);
      const failed = expect(hung).rejects.toMatchObject({
        code: 'CHAIN_UNAVAILABLE',
        message: expect.stringContaining('timed out after 60 seconds'),
      });
      await jest.advanceTimersByTimeAsync(59_999);
      expect(jest.getTimerCount()).toBe(1);
      await jest.advanceTimersByTimeAsync(1);
      await failed;
      expect(kindOfLogError(await hung.catch((error: unknown) => error))).toBe('size');
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });

  it('say that the chain cannot be read, with the innermost words', async () => {
    const failing: Request = async () => Promise.reject(new Error('outer', { cause: new Error('connection refused') }));
    await expect(callNode(failing, 'eth_blockNumber', [])).rejects.toMatchObject({
      code: 'CHAIN_UNAVAILABLE',
      message: expect.stringContaining('connection refused'),
    });
    expect(errorMessageOf('text')).toBe('text');
  });

  it.each([4001, 4100, 4902])('pass unchanged with code %i, which concerns the person or the wallet', async (code) => {
    const error = Object.assign(new Error('no'), { code });
    await expect(callNode(async () => Promise.reject(error), 'eth_call', [])).rejects.toBe(error);
  });
});

describe('a call that came to nothing', () => {
  it.each<[string, object]>([
    ['geth: INVALID', { code: -32000, message: 'invalid opcode: INVALID' }],
    ['anvil: INVALID', { code: -32603, message: 'EVM error InvalidFEOpcode' }],
    ['Nethermind: INVALID', { code: -32015, message: 'VM execution error.', data: 'Bad instruction fe' }],
    ['Besu: INVALID', { code: -32000, message: 'Execution halted: INVALID_OPERATION' }],
    ['geth: its gas', { code: -32000, message: 'out of gas' }],
    ['geth: a jump', { code: -32000, message: 'invalid jump destination' }],
    [
      'in a wallet',
      { code: -32603, message: 'Internal JSON-RPC error.', data: { message: 'invalid opcode: INVALID' } },
    ],
  ])('is a refused call without a reason, not a network in trouble: %s', async (_, error) => {
    const request: Request = async () => Promise.reject(Object.assign(new Error('failed'), error));
    await expect(callNode(request, 'eth_call', [])).rejects.toEqual(new RevertError('0x'));
  });

  it('keeps the reason that Nethermind puts into words', async () => {
    const error = Object.assign(new Error('VM execution error.'), { code: -32015, data: 'Reverted 0x08c379a0' });
    await expect(callNode(async () => Promise.reject(error as unknown as Error), 'eth_call', [])).rejects.toEqual(
      new RevertError('0x08c379a0'),
    );
  });
});

describe('a node that is asked too much', () => {
  const block = { number: '0x5', hash: '0x05', timestamp: '0x64' };

  it('is asked again for the first block, after a pause', async () => {
    let count = 0;
    const request: Request = async () => {
      count += 1;
      return count === 1 ? Promise.reject(Object.assign(new Error('HTTP request failed'), { status: 429 })) : block;
    };
    expect(await readViewBlock(request)).toEqual({ number: 5, hash: '0x05', timestamp: 100 });
    expect(count).toBe(2);
  });

  it('is given up after three pauses, in its words', async () => {
    const clock = fakeClock();
    let count = 0;
    const request: Request = async () => {
      count += 1;
      return Promise.reject(Object.assign(new Error('Too many requests'), { code: 429 }));
    };
    await expect(callNode(request, 'eth_call', [], clock)).rejects.toMatchObject({
      code: 'CHAIN_UNAVAILABLE',
      message: expect.stringContaining('Too many requests'),
    });
    expect(clock.waits).toEqual([250, 500, 1_000]);
    expect(count).toBe(4);
  });
});

it.each([null, undefined, {}, 7, 'nothing', []])(
  'a node that answers a call with %j is not believed',
  async (answer) => {
    for (const method of ['eth_call', 'eth_estimateGas', 'eth_gasPrice', 'eth_getTransactionCount']) {
      await expect(callNode(async () => Promise.resolve(answer), method, [])).rejects.toMatchObject({
        code: 'CHAIN_INCONSISTENT',
        problem: { kind: 'odd-answer', method },
      });
    }
    const batch = new ReadBatch('0xcA11bde05977b3631167028862bE2a173976CA11');
    batch.addBalance('0xcA11bde05977b3631167028862bE2a173976CA11');
    await expect(batch.run(async () => Promise.resolve(answer), 5)).rejects.toMatchObject({
      code: 'CHAIN_INCONSISTENT',
    });
  },
);

describe('readViewBlock', () => {
  const request: Request = async () => Promise.resolve({ number: '0x10', hash: '0xab', timestamp: '0x5' });

  it('gives the latest block', async () => {
    expect(await readViewBlock(request, 16)).toEqual({ number: 16, hash: '0xab', timestamp: 5 });
  });

  it('refuses a node that has not seen the block that was asked for', async () => {
    await expect(readViewBlock(request, 17)).rejects.toMatchObject({ code: 'CHAIN_INCONSISTENT' });
  });

  it('refuses a node without blocks', async () => {
    await expect(readViewBlock(async () => Promise.resolve(null))).rejects.toBeInstanceOf(StakingError);
  });
});

describe('ReadBatch', () => {
  it('says that Multicall3 is missing when the address has no code', async () => {
    const batch = new ReadBatch(vault);
    const answer = batch.add(vault, vaultInterface, 'totalAssets', [], ([value]) => value as bigint);
    await expect(batch.run(async () => Promise.resolve('0x'), 1)).rejects.toMatchObject({ code: 'CHAIN_INCONSISTENT' });
    expect(() => answer.value()).toThrow('before it ran');
  });
});

it('pads topics to 32 bytes', () => {
  expect(toTopic('0xAB00000000000000000000000000000000000001')).toBe(`0x${'0'.repeat(24)}ab${'0'.repeat(37)}1`);
  expect(toTopic(255n)).toBe(`0x${'0'.repeat(62)}ff`);
});
