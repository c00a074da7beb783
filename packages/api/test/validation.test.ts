import { describe, expect, it } from '@jest/globals';
import { InvalidFieldError, parseParams, parseResult } from '../src/index';

const account = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const pool = 'eip155:1:0x4FEF9D741011476750A243aC70b9789a63dd47Df';

/** The error that a call throws, as path and problem. */
function refusal(run: () => unknown): { path: string; message: string } {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidFieldError) {
      return { path: error.path, message: error.message };
    }
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('parseParams', () => {
  it('passes what fits, unchanged', () => {
    expect(parseParams('stake', { account, pool, amount: '1500000000000000000' })).toStrictEqual({
      account,
      pool,
      amount: '1500000000000000000',
    });
    expect(parseParams('unstake', { account, pool, amount: 'max' }).amount).toBe('max');
    expect(parseParams('claim', { account, pool, exits: ['0', '12'] }).exits).toStrictEqual(['0', '12']);
    expect(parseParams('getPools', undefined)).toStrictEqual({});
  });

  it.each([
    ['negative', '-1'],
    ['a fraction of a wei', '0.5'],
    ['a number', 1],
    ['scientific', '1e18'],
    ['hex', '0x10'],
    ['a leading zero', '01'],
    ['empty', ''],
    ['too long for 256 bits', '1'.repeat(79)],
    ['blank', ' 1'],
  ])('refuses an amount that is %s and names the field', (_name, amount) => {
    for (const method of ['stake', 'unstake'] as const) {
      const { path, message } = refusal(() => parseParams(method, { account, pool, amount }));
      expect(path).toBe('amount');
      expect(message).toContain('whole number of wei');
    }
  });

  it.each([
    ['missing', undefined, 'account: is missing.'],
    ['short', '0x1234', 'account: must be an Ethereum address'],
    ['an ENS name', 'vitalik.eth', 'account: must be an Ethereum address'],
    ['an object', { address: '0x1' }, 'account: must be an Ethereum address'],
  ])('refuses an account that is %s', (_name, value, words) => {
    expect(refusal(() => parseParams('getPosition', { account: value })).message).toContain(words);
  });

  it('refuses unknown fields and says which', () => {
    expect(refusal(() => parseParams('getPosition', { account, acount: 1 }))).toStrictEqual({
      path: 'acount',
      message: 'acount: is not a field of this method; leave it out.',
    });
  });

  it('refuses an unknown field also when its value cannot be put into words', () => {
    expect(refusal(() => parseParams('getPosition', { account, extra: { toString: 1 } })).message).toContain(
      'no field',
    );
  });

  it('requires the pool where money moves', () => {
    for (const method of ['stake', 'unstake', 'claim'] as const) {
      expect(refusal(() => parseParams(method, { account, amount: '1' })).path).toMatch(/^(pool|amount)$/u);
    }
    expect(refusal(() => parseParams('stake', { account, amount: '1' })).message).toBe('pool: is missing.');
  });

  it('names the exit in a list that is wrong', () => {
    expect(refusal(() => parseParams('claim', { account, pool, exits: ['1', '-2'] })).path).toBe('exits.1');
    expect(refusal(() => parseParams('claim', { account, pool, exits: [] })).path).toBe('exits');
  });

  it.each([['text'], [3], [[]], [null]])('refuses params that are no object: %j', (params) => {
    if (params === null) {
      expect(refusal(() => parseParams('stake', params)).path).toBe('account');
    } else {
      expect(refusal(() => parseParams('stake', params)).message).toMatch(/object|missing/u);
    }
  });
});

describe('parseResult', () => {
  it('refuses a result that a lying Snap could send', () => {
    const prepared = {
      status: 'prepared',
      chainId: 'eip155:1',
      validUntil: '2026-01-01T00:00:00Z',
      transactions: [{ from: account, to: account, value: 'ten', data: '0x', gas: '0x1' }],
    };
    expect(() => parseResult('stake', prepared)).toThrow(InvalidFieldError);
    expect(parseResult('stake', { status: 'submitted', hash: '0xab' })).toStrictEqual({
      status: 'submitted',
      hash: '0xab',
    });
  });
});
