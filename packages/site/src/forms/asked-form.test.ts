import { describe, expect, it } from '@jest/globals';
import { formHash } from '@pooled-staking/api';
import { artemisPool, networks, seMetisPool } from '@pooled-staking/core';
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
      { kind: 'stake', pool: each, amount: '0.5', id: '4' },
      { kind: 'unstake', pool: each, amount: 'max', id: '4' },
      { kind: 'claim', pool: each, amount: '', id: '4' },
      { kind: 'claim', pool: each, amount: '' },
    ] as const) {
      expect(parseAskedForm(formHash(form))).toEqual(form);
    }
  });

  it('names an asset that the pool takes beside its own, and no other', () => {
    const form = { kind: 'stake', pool: seMetisPool.id, amount: '50', asset: 'ENKI' } as const;
    expect(formHash(form)).toMatch(/&amount=50&asset=ENKI$/u);
    expect(parseAskedForm(formHash(form))).toEqual(form);
    expect(parseAskedForm(formHash({ ...form, asset: 'ETH' }))).toBeNull();
    expect(parseAskedForm(formHash({ ...form, pool: artemisPool.id }))).toBeNull();
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
    `#unstake?pool=${escaped}&amount=1&id=-4`,
    `#stake?pool=${escaped}&amount=1&asset=<b>`,
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
