import { describe, expect, it } from '@jest/globals';
import { networkByChainId, type Request } from '@pooled-staking/core';
import { createWithChain } from '../wallet/provider';
import type { Wallet } from '../wallet/wallet';
import { handleTransaction } from './handle-transaction';
import { findPool, parseTransaction } from './parse-transaction';

const local = networkByChainId(31337);
const pool = local.pools[0]?.address ?? '';
const from = `0x${'ab'.repeat(20)}`;

/** A wallet that notes whatever is asked of it. */
function fakeWallet(ethereum: Request): { wallet: Wallet; asked: string[] } {
  const asked: string[] = [];
  const note = (what: string): void => {
    asked.push(what);
  };
  const withChain = createWithChain(async (args) => {
    note(args.method);
    return ethereum(args);
  });
  return {
    asked,
    wallet: {
      withChain,
      readState: async () => {
        note('state');
        return Promise.reject(new Error('not needed'));
      },
      readPreferences: async () => {
        note('preferences');
        return Promise.resolve({ locale: 'en', currency: 'USD' });
      },
      fetchText: async () => {
        note('fetch');
        return Promise.reject(new Error('not needed'));
      },
      confirm: async () => {
        note('dialog');
        return Promise.resolve(true);
      },
    },
  };
}

const never: Request = async () => new Promise(() => undefined);

describe('an unrelated transaction', () => {
  it.each([
    ['to another account', { from, to: from, value: '0x1', data: '0x' }, 'eip155:31337'],
    ['that makes a contract', { from, data: '0x6000' }, 'eip155:31337'],
    ['without anything', {}, 'eip155:31337'],
    ['on an unknown chain', { from, to: pool }, 'eip155:5'],
    ['on a chain of another kind', { from, to: pool }, 'solana:mainnet'],
    ['without a chain', { from, to: pool }, undefined],
    ['to something that is no address', { from, to: 5 }, 'eip155:31337'],
  ])('%s costs nothing', async (_, transaction, chainId) => {
    const { wallet, asked } = fakeWallet(never);
    expect(await handleTransaction(wallet, { transaction, chainId })).toBeNull();
    expect(asked).toEqual([]);
  });
});

describe('a transaction to the pool', () => {
  it('is shown within the time that the chain is given, and frees the chain for the next one', async () => {
    const { wallet, asked } = fakeWallet(never);
    const insight = await handleTransaction(wallet, { transaction: { from, to: pool }, chainId: 'eip155:31337' }, 20);
    expect(JSON.stringify(insight)).toContain('This transaction could not be checked');
    expect(JSON.stringify(insight)).toContain('Stakes 0 ETH in the pool.');
    expect(insight).not.toHaveProperty('severity');
    expect(asked).toEqual(['preferences', 'eth_chainId']);
    const next = await handleTransaction(wallet, { transaction: { from, to: pool }, chainId: 'eip155:31337' }, 20);
    expect(next).toEqual(insight);
    expect(asked).toEqual(['preferences', 'eth_chainId', 'preferences', 'eth_chainId']);
  });

  it('is shown though the wallet tells no preferences in time', async () => {
    const { wallet } = fakeWallet(never);
    const mute: Wallet = { ...wallet, readPreferences: async () => new Promise(() => undefined) };
    const insight = await handleTransaction(mute, { transaction: { from, to: pool }, chainId: 'eip155:31337' }, 20);
    expect(JSON.stringify(insight)).toContain('could not be checked');
  });

  it.each([
    ['no sender', { to: pool }],
    ['a sender that is no address', { from: 'me', to: pool }],
    ['a value that is no number', { from, to: pool, value: 'all' }],
    ['a value of more than 256 bits', { from, to: pool, value: `0x${'f'.repeat(65)}` }],
    ['half a byte of data', { from, to: pool, data: '0x123' }],
    ['data that is no text', { from, to: pool, data: 7 }],
  ])('with %s is called damaged, and nobody is asked', async (_, transaction) => {
    const { wallet, asked } = fakeWallet(never);
    const insight = await handleTransaction(wallet, { transaction, chainId: 'eip155:31337' });
    expect(JSON.stringify(insight)).toContain('This transaction could not be read');
    expect(asked).toEqual([]);
  });
});

describe('the fields of a transaction', () => {
  it('have a meaning when they are missing', () => {
    const where = findPool('eip155:31337', pool.toUpperCase().replace('0X', '0x'));
    expect(where?.network).toBe(local);
    expect(where && parseTransaction(where.pool, { from, value: null, data: '' })).toEqual({
      from,
      to: pool,
      value: 0n,
      data: '0x',
    });
  });
});
