import { describe, expect, it } from '@jest/globals';
import '../pool-pages/pool-texts';
import { feeReserve, mostToStake } from '@pooled-staking/core';
import { checkStake, checkUnstake } from './check-amount';

const eth = 10n ** 18n;
const noLimits = { balance: undefined, capacityLeft: undefined };

describe('checkStake', () => {
  it.each([
    ['', 'Enter an amount.'],
    ['x', "That's not a number. Write ETH like 1.5."],
    ['1,234', '1,234 can mean 1.234 or 1234 ETH. Write the one that you mean without a comma.'],
    ['1.234,5', 'Write 1234.5, with nothing between the thousands.'],
    ['-1', 'The amount must be above 0.'],
    ['0', 'The amount must be above 0.'],
    ['0.0', 'The amount must be above 0.'],
    ['0.0000000000000000001', 'ETH has at most 18 decimals.'],
    ['2.000000000000000001', 'This account has 2 ETH.'],
    ['1.5', 'The pool has room for 1 ETH more.'],
  ])('says of %j: %s', (text, message) => {
    expect(checkStake(text, { balance: 2n * eth, capacityLeft: eth })).toMatchObject({ ok: false, message });
  });

  it('takes an amount up to the limits, to the wei', () => {
    expect(checkStake('1', { balance: eth, capacityLeft: eth })).toEqual({ ok: true, wei: eth });
    expect(checkStake('0.000000000000000001', noLimits)).toEqual({ ok: true, wei: 1n });
  });

  it.each([
    [',5', eth / 2n],
    ['0,25', eth / 4n],
  ])('takes %s from a keypad that has only a comma', (text, wei) => {
    expect(checkStake(text, noLimits)).toEqual({ ok: true, wei });
  });

  it('tells an empty field from a wrong one', () => {
    expect(checkStake(' ', noLimits)).toMatchObject({ isEmpty: true });
    expect(checkStake('x', noLimits)).toMatchObject({ isEmpty: false });
  });
});

it('refuses to unstake more than is staked', () => {
  expect(checkUnstake('1.5', eth)).toMatchObject({ message: 'You have 1 ETH staked.' });
  expect(checkUnstake('1', eth)).toEqual({ ok: true, wei: eth });
});

describe('an amount of money', () => {
  const price = { currency: 'EUR', price: 1_893_120_000_000_000_000_000n, updatedAt: 0 };
  const check = (text: string) => checkStake(text, noLimits, 'ETH', price);

  it('is as much of the asset as it buys, rounded down to the wei', () => {
    expect(check('1893.12')).toEqual({ ok: true, wei: eth });
    expect(check('100')).toEqual({ ok: true, wei: (100n * eth * eth) / price.price });
  });

  it.each([
    ['0.001', 'EUR has at most 2 decimals.'],
    ['x', "That's not a number. Write EUR like 1.5."],
    ['1,234', '1,234 can mean 1.234 or 1234 EUR. Write the one that you mean without a comma.'],
    ['0', 'The amount must be above 0.'],
  ])('is refused in its own words: %s', (text, message) => {
    expect(check(text)).toMatchObject({ ok: false, message });
  });

  it('is held against what the account has of the asset', () => {
    const limits = { balance: eth, capacityLeft: undefined };
    expect(checkStake('1893.13', limits, 'ETH', price)).toMatchObject({ message: 'This account has 1 ETH.' });
  });
});

describe('mostToStake', () => {
  it('keeps fees back and minds the room that is left', () => {
    const gasPrice = 10n ** 9n;
    expect(mostToStake(eth, gasPrice, null)).toBe(eth - feeReserve(gasPrice));
    expect(mostToStake(eth, gasPrice, 5n)).toBe(5n);
  });

  it('is 0 when the account holds less than the fees', () => {
    expect(mostToStake(1n, 10n ** 9n, null)).toBe(0n);
  });
});
