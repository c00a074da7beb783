import { describe, expect, it } from '@jest/globals';
import {
  defaultPoolId,
  ether,
  feeReserve,
  poolById,
  seMetisPool,
  stakeSubjects,
  unstakeSubjects,
  type Pool,
} from '@pooled-staking/core';
import { createSnapTranslator } from '@pooled-staking/texts/snap';
import { picture } from '../../test/support/picture';
import { checkAmount, partOf } from './amount';
import { mostOf } from './subject';
import type { Picture } from './view';

const unit = 10n ** 18n;
const texts = createSnapTranslator('en');
const check = (text: string, held = 10n * unit) => checkAmount(text, ether, held, texts);
const usdc = { symbol: 'USDC', decimals: 6, address: `0x${'11'.repeat(20)}` } as const;

describe('what a person types', () => {
  it.each([
    ['1.5', (3n * unit) / 2n],
    [' 1,5 ', (3n * unit) / 2n],
    ['.5', unit / 2n],
    ['0,250', unit / 4n],
    ['00001', unit],
    ['0.000000000000000001', 1n],
    ['١٫٥', (3n * unit) / 2n],
    ['10', 10n * unit],
  ])('%p is an amount', (text, amount) => {
    expect(check(text)).toEqual({ amount });
  });

  it.each([
    ['', 'Enter an amount.'],
    ['   ', 'Enter an amount.'],
    ['1e99', 'Enter a number, such as 1.5.'],
    ['1,500', 'Enter a number, such as 1.5.'],
    ['1,000.5', 'Enter a number, such as 1.5.'],
    ['0x4FEF9D741011476750A243aC70b9789a63dd47Df', 'Enter a number, such as 1.5.'],
    ['NaN', 'Enter a number, such as 1.5.'],
    ['Infinity', 'Enter a number, such as 1.5.'],
    ['<b>1</b>', 'Enter a number, such as 1.5.'],
    ['.', 'Enter a number, such as 1.5.'],
    ['-0', 'Enter more than 0.'],
    ['-1', 'Enter more than 0.'],
    ['0', 'Enter more than 0.'],
    ['0.0', 'Enter more than 0.'],
    ['0.0000000000000000001', 'Use at most 18 decimals.'],
    ['9'.repeat(10_000), 'That number is too long.'],
    ['1'.repeat(31), 'That number is too long.'],
    ['10.000000000000000001', 'That is more than the 10 ETH you have.'],
  ])('%p is none', (text, fault) => {
    expect(check(text)).toEqual({ fault });
  });

  it('goes by the decimals of the asset', () => {
    expect(checkAmount('1.5', usdc, 10n ** 9n, texts)).toEqual({ amount: 1_500_000n });
    expect(checkAmount('1.0000001', usdc, 10n ** 9n, texts)).toEqual({ fault: 'Use at most 6 decimals.' });
  });
});

describe('the quick amounts', () => {
  it('keep the fees to come of what can be staked', () => {
    const own = poolById(defaultPoolId).pool;
    const of = (pool: Pool, changes: Partial<Picture> = {}) =>
      stakeSubjects(pool, []).map((each) => mostOf('stake', { ...picture, ...changes }, pool, each));
    expect(of(own)).toEqual([picture.balance - feeReserve(picture.gasPrice)]);
    expect(of(own, { balance: 1n })).toEqual([0n]);
    expect(of(own, { capacityLeft: 5n })).toEqual([5n]);
    // Fees are not paid in a token.
    expect(of({ ...own, asset: usdc }, { balance: 7n })).toEqual([7n]);
    // Of another asset what the account holds of it counts, and fees where they are paid in it.
    const alsoHeld = { METIS: unit, ENKI: 9n };
    expect(of(seMetisPool, { balance: 8n, alsoHeld })).toEqual([8n, unit - feeReserve(picture.gasPrice), 9n]);
    expect(of(seMetisPool, { balance: 8n })).toEqual([8n, 0n, 0n]);
    expect(unstakeSubjects(own, picture.staked, []).map((each) => mostOf('unstake', picture, own, each))).toEqual([
      picture.staked,
    ]);
  });

  it('are amounts that a person would go on to edit, never above what there is', () => {
    expect(partOf(1_234_567_890_123_456_789n, 25n, ether)).toBe('0.308641');
    expect(partOf(1_234_567_890_123_456_789n, 100n, ether)).toBe('1.234567');
    expect(partOf(4n, 50n, ether)).toBe('0.000000000000000002');
    expect(partOf(0n, 100n, ether)).toBe('0');
    expect(partOf(3_000_001n, 50n, usdc)).toBe('1.5');
  });
});
