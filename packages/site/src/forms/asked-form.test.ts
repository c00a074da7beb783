import { describe, expect, it } from '@jest/globals';
import { formHash } from '@pooled-staking/api';
import { networks } from '@pooled-staking/core';
import { parseAskedForm } from './asked-form';

const pools = networks.flatMap((network) => network.pools.map(({ id }) => id));
const pool = pools[0] ?? '';
const escaped = encodeURIComponent(pool);

describe('the form that an address asks for', () => {
  it.each(pools)('is what links ask for: %s', (each) => {
    for (const form of [
      { kind: 'stake', pool: each, amount: '0.5' },
      { kind: 'unstake', pool: each, amount: '0.5' },
      { kind: 'unstake', pool: each, amount: 'max' },
      { kind: 'claim', pool: each, amount: '' },
    ] as const) {
      expect(parseAskedForm(formHash(form))).toEqual(form);
    }
  });

  it('may be of a pool in small letters', () => {
    expect(parseAskedForm(`#stake?pool=${escaped.toLowerCase()}&amount=1`)).toEqual({
      kind: 'stake',
      pool,
      amount: '1',
    });
  });

  it.each([
    '',
    '#',
    '#exits',
    '#stake',
    '#stake?amount=1',
    '#stake?pool=eip155:1:0x00',
    `#send?pool=${escaped}&amount=1`,
  ])('is none: %p', (hash) => {
    expect(parseAskedForm(hash)).toBeNull();
  });

  it.each(['', '-1', 'max', '1e18', '<script>', '9'.repeat(10_000), '1,500'])('has no amount: %p', (amount) => {
    expect(parseAskedForm(formHash({ kind: 'stake', pool, amount }))).toEqual({ kind: 'stake', pool, amount: '' });
  });

  it('has no amount when it claims', () => {
    expect(parseAskedForm(`#claim?pool=${escaped}&amount=1`)?.amount).toBe('');
  });
});
