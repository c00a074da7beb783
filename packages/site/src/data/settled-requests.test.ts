import { describe, expect, it } from '@jest/globals';
import type { Request } from '@pooled-staking/core';
import { rememberSettled } from './settled-requests';

/** A node that answers with how often it was asked; `fail` makes it refuse. */
function countingNode(): { request: Request; asked: () => number; fail: (on: boolean) => void } {
  let asked = 0;
  let fails = false;
  return {
    request: async () => {
      asked += 1;
      return fails ? Promise.reject(new Error('no')) : Promise.resolve(asked);
    },
    asked: () => asked,
    fail: (on) => {
      fails = on;
    },
  };
}

const call = (block: number, data = '0x') => ({
  method: 'eth_call',
  params: [{ to: '0x1', data }, `0x${block.toString(16)}`],
});

describe('rememberSettled', () => {
  it('asks about a settled block once, also for the next view', async () => {
    const { request, asked } = countingNode();
    const first = rememberSettled(request, 'once', { number: 1000 });
    expect(await first(call(936))).toBe(1);
    expect(await first(call(936))).toBe(1);
    const second = rememberSettled(request, 'once', { number: 1010 });
    expect(await second(call(936))).toBe(1);
    expect(await second(call(936, '0x12'))).toBe(2);
    expect(await second({ method: 'eth_getBlockByNumber', params: ['0x1', false] })).toBe(3);
    expect(await second({ method: 'eth_getBlockByNumber', params: ['0x1', false] })).toBe(3);
    expect(asked()).toBe(3);
  });

  it.each([
    ['a block that a reorg may reach', call(937)],
    ['the newest block', { method: 'eth_call', params: [{}, 'latest'] }],
    ['logs', { method: 'eth_getLogs', params: [{ fromBlock: '0x1', toBlock: '0x2' }] }],
    ['anything without params', { method: 'eth_chainId' }],
  ])('asks about %s each time', async (_, args) => {
    const { request, asked } = countingNode();
    const remembering = rememberSettled(request, 'each', { number: 1000 });
    await remembering(args);
    await remembering(args);
    expect(asked()).toBe(2);
  });

  it('forgets a failure, other wallets, and a chain that has gone back', async () => {
    const { request, asked, fail } = countingNode();
    const remembering = rememberSettled(request, 'back', { number: 1000 });
    fail(true);
    await expect(remembering(call(5))).rejects.toThrow('no');
    fail(false);
    expect(await remembering(call(5))).toBe(2);
    expect(await rememberSettled(request, 'other', { number: 1000 })(call(5))).toBe(3);
    expect(await rememberSettled(request, 'back', { number: 999 })(call(5))).toBe(4);
    expect(asked()).toBe(4);
  });
});
