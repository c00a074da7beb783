import { describe, expect, it } from '@jest/globals';
import { networkByChainId } from '@pooled-staking/core';
import { currenciesOf, pickCurrency } from './currency';

describe('currencies', () => {
  it('are those that the network has feeds for', () => {
    expect(currenciesOf(networkByChainId(1))).toEqual(['USD', 'EUR', 'GBP', 'JPY', 'CNY']);
    expect(currenciesOf(networkByChainId(31337))).toEqual(['USD']);
    expect(currenciesOf(networkByChainId(560048))).toEqual([]);
  });

  it.each([
    [null, ['USD', 'EUR'], 'USD'],
    ['EUR', ['USD', 'EUR'], 'EUR'],
    ['EUR', ['USD'], 'USD'],
    ['none', ['USD'], null],
    [null, [], null],
    ['EUR', [], null],
  ])('choice %p of %p is %p', (choice, available, currency) => {
    expect(pickCurrency(choice, available)).toBe(currency);
  });
});
