import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { metis, networkByChainId, type PositionItem, type Store } from '@pooled-staking/core';
import { refusingWallet } from '../../test/support/refusing-wallet';
import type { Wallet } from '../wallet/wallet';
import { withNames } from './item-names';

const ethereum = networkByChainId(1);
const signer = `0x${'a1'.repeat(20)}` as const;
const item: PositionItem = { id: 5n, name: '#5', address: signer, asset: metis, assets: 1n, rewards: 0n, actions: {} };
const nameless: PositionItem = { id: 6n, name: '#6', asset: metis, assets: 1n, rewards: 0n, actions: {} };
const list = JSON.stringify([{ name: 'ENKI0', seq_addr: signer.toUpperCase().replace('X', 'x') }]);

let kept: Map<string, unknown>;
let asked: string[];
let answer: () => Promise<string>;

function createWallet(canFetch = true): Wallet {
  const store: Store = {
    read: async (key) => Promise.resolve(kept.get(key)),
    write: async (key, value) => {
      kept.set(key, JSON.parse(JSON.stringify(value)));
      return Promise.resolve();
    },
  };
  const fetchText = async (url: string): Promise<string> => {
    asked.push(url);
    return answer();
  };
  return { ...refusingWallet, store, canFetch, fetchText };
}

const namesOf = async (wallet = createWallet(), items: readonly PositionItem[] = [item], network = ethereum) =>
  (await withNames(wallet, network, items)).map(({ name }) => name);

beforeEach(() => {
  kept = new Map();
  asked = [];
  answer = async () => Promise.resolve(list);
});

describe('names of sequencers', () => {
  it('stand behind their numbers, and are asked for once a day', async () => {
    expect(await namesOf()).toEqual(['#5 ENKI0']);
    expect(await namesOf()).toEqual(['#5 ENKI0']);
    expect(asked).toEqual(['https://metisprotocol.github.io/metis-sequencer-resources/1088/all.json']);
    jest.useFakeTimers({ now: Date.now() + 86_400_001 });
    try {
      expect(await namesOf()).toEqual(['#5 ENKI0']);
    } finally {
      jest.useRealTimers();
    }
    expect(asked).toHaveLength(2);
  });

  it('are not asked for where there is nothing to name, no list, or no access to servers', async () => {
    expect(await namesOf(createWallet(), [])).toEqual([]);
    expect(await namesOf(createWallet(), [nameless])).toEqual(['#6']);
    expect(await namesOf(createWallet(), [item], networkByChainId(31337))).toEqual(['#5']);
    expect(await namesOf(createWallet(false))).toEqual(['#5']);
    expect(asked).toEqual([]);
  });

  it.each<[string, () => Promise<string>]>([
    ['fails', async () => Promise.reject(new Error('offline'))],
    ['is none', async () => Promise.resolve('<html>sorry</html>')],
  ])('leave the numbers alone where the list %s, or are those of before', async (_, fails) => {
    answer = fails;
    expect(await namesOf()).toEqual(['#5']);
    expect(kept.size).toBe(0);
    kept.set(`names:${ethereum.metisSequencers?.names ?? ''}`, { at: 0, names: { [signer]: 'Old\u202E name' } });
    expect(await namesOf()).toEqual(['#5 Old name']);
    kept.set(`names:${ethereum.metisSequencers?.names ?? ''}`, { at: 'x', names: [5] });
    expect(await namesOf()).toEqual(['#5']);
  });

  it('wait for no list that does not come', async () => {
    jest.useFakeTimers();
    try {
      answer = async () => new Promise(() => undefined);
      const named = namesOf();
      await jest.advanceTimersByTimeAsync(2_000);
      expect(await named).toEqual(['#5']);
    } finally {
      jest.useRealTimers();
    }
  });
});
