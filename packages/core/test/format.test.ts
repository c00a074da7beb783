import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatEther } from 'ethers';
import { formatEth, toDecimalEth } from '../src/assets/format';

it('writes amounts exactly', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (amount) => {
      expect(toDecimalEth(amount)).toBe(formatEther(amount).replace(/\.0$/u, ''));
    }),
  );
});

it('cuts amounts for a sentence and never shows more than there is', () => {
  expect(formatEth(1_999_999_999_999_999_999n)).toBe('1.999999 ETH');
  expect(formatEth(-1_999_999_999_999_999_999n)).toBe('-1.999999 ETH');
  expect(formatEth(5n)).toBe('0.000000000000000005 ETH');
  expect(formatEth(0n)).toBe('0 ETH');
  expect(formatEth(10n ** 22n)).toBe('10000 ETH');
});
