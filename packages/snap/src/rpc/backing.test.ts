import { expect, it, jest } from '@jest/globals';
import { artemisPool, networkByChainId, poolById, type Network, type PoolTrouble } from '@pooled-staking/core';
import { createHomeWallet } from '../../test/support/home-wallet';
import { UnknownNetworkError } from '../wallet/provider';
import type { Wallet } from '../wallet/wallet';
import { knownBackingTroubles, readBackingTroubles, withBacking } from './backing';

const dead: PoolTrouble = { kind: 'nothing-earns' };

/** A wallet that has some networks, on which every reading tells the same. */
function walletOn(chains: readonly number[], told: readonly PoolTrouble[]): { wallet: Wallet; asked: number[] } {
  const asked: number[] = [];
  const withChain = async (network: Network): Promise<readonly PoolTrouble[]> => {
    asked.push(network.chainId);
    return chains.includes(network.chainId) ? Promise.resolve(told) : Promise.reject(new UnknownNetworkError(network));
  };
  return { wallet: { ...createHomeWallet().wallet, withChain: withChain as unknown as Wallet['withChain'] }, asked };
}

it('asks the first chain that the wallet has for what earns for a pool, and again after an hour', async () => {
  const where = poolById(artemisPool.id);
  jest.useFakeTimers();
  const none = walletOn([], [dead]);
  expect(await readBackingTroubles(none.wallet, where)).toEqual([]);
  expect(none.asked[0]).toBe(1);
  expect(none.asked).toContain(31337);

  const { wallet, asked } = walletOn([31337], [dead]);
  // A minute after nobody was reached.
  expect(await readBackingTroubles(wallet, where)).toEqual([]);
  jest.advanceTimersByTime(60_001);
  expect(await readBackingTroubles(wallet, where)).toEqual([dead]);
  expect(asked.at(-1)).toBe(31337);
  const before = asked.length;
  expect(await readBackingTroubles(wallet, where)).toEqual([dead]);
  expect(knownBackingTroubles(where)).toEqual([dead]);
  expect(asked).toHaveLength(before);
  jest.advanceTimersByTime(3_600_001);
  expect(await readBackingTroubles(walletOn([1], []).wallet, where)).toEqual([]);
  expect(knownBackingTroubles(where)).toEqual([]);
  jest.useRealTimers();
});

it('asks nobody for a pool that earns by itself', async () => {
  const [pool] = networkByChainId(1).pools;
  const { wallet, asked } = walletOn([1], [dead]);
  expect(await readBackingTroubles(wallet, poolById(pool?.id ?? ''))).toEqual([]);
  expect(asked).toEqual([]);
});

it('names a trouble once', () => {
  expect(withBacking([dead], [dead])).toEqual([dead]);
  const paused: PoolTrouble = { kind: 'paused' };
  expect(withBacking<PoolTrouble>([paused], [dead])).toEqual([paused, dead]);
});
