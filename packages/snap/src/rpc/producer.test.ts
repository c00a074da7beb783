import { expect, it, jest } from '@jest/globals';
import {
  artemisPool,
  localSequencerPool,
  poolById,
  type Network,
  type PoolState,
  type Producer,
} from '@pooled-staking/core';
import { createHomeWallet } from '../../test/support/home-wallet';
import { UnknownNetworkError } from '../wallet/provider';
import type { Wallet } from '../wallet/wallet';
import { readProducer } from './producer';

const where = poolById(localSequencerPool.id);
const state = {} as PoolState;

/** A wallet in which a reading on another chain tells something, or that does not have the chain. */
function walletThat(told: Producer | null, hasChain = true): { wallet: Wallet; asked: number[] } {
  const asked: number[] = [];
  const withChain = async (network: Network): Promise<Producer | null> => {
    asked.push(network.chainId);
    return hasChain ? Promise.resolve(told) : Promise.reject(new UnknownNetworkError(network));
  };
  return { wallet: { ...createHomeWallet().wallet, withChain: withChain as unknown as Wallet['withChain'] }, asked };
}

it('is asked for on the chain of Metis at most twice a minute, and is not known in a wallet without that chain', async () => {
  jest.useFakeTimers();
  const producer: Producer = { name: '#3', address: `0x${'3a'.repeat(20)}`, sinceBlock: 1_200 };
  const { wallet, asked } = walletThat(producer);
  expect(await readProducer(wallet, poolById(artemisPool.id), state)).toBeNull();
  expect(asked).toEqual([]);
  expect(await readProducer(wallet, where, state)).toEqual(producer);
  expect(await readProducer(wallet, where, state)).toEqual(producer);
  expect(asked).toEqual([1088]);
  jest.advanceTimersByTime(30_001);
  const without = walletThat(producer, false);
  expect(await readProducer(without.wallet, where, state)).toBeNull();
  expect(await readProducer(without.wallet, where, state)).toBeNull();
  expect(without.asked).toEqual([1088]);
  jest.useRealTimers();
});
