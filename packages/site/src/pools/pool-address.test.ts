import { describe, expect, it } from '@jest/globals';
import { networks } from '@pooled-staking/core';
import { findPool, networkOnChain } from './networks';
import { addressOfPool, poolIdIn } from './pool-address';

describe('the address of a pool', () => {
  it.each(networks.flatMap(({ pools }) => pools))('names $id', ({ id }) => {
    const { search, hash } = new URL(addressOfPool(id, 'stake', '#part'), 'http://site.test');
    expect(poolIdIn(search)).toBe(id);
    expect(findPool(poolIdIn(search) ?? '')?.pool.id).toBe(id);
    expect(hash).toBe('#part');
  });

  it('names none without its parameter', () => {
    expect(poolIdIn('')).toBeNull();
    expect(poolIdIn('?amount=1')).toBeNull();
  });

  it('may be written in small letters, and with its colons escaped', () => {
    const id = networks[0]?.pools[0]?.id ?? '';
    expect(findPool(poolIdIn(`?pool=${encodeURIComponent(id.toLowerCase())}`) ?? '')?.pool.id).toBe(id);
  });
});

describe('a pool that nobody knows', () => {
  it.each(['', 'x', 'eip155:1', 'eip155:1:', 'eip155:1:0x', 'eip155:424242:0x00', 'cosmos:1:0x00', '__proto__'])(
    'is none: %p',
    (id) => {
      expect(findPool(id)).toBeNull();
    },
  );
});

describe('the network of a chain', () => {
  it('is told where there is a pool', () => {
    expect(networkOnChain(1)?.name).toBe('Ethereum');
    expect(networkOnChain(424242)).toBeNull();
  });
});
