import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatEther } from 'ethers';
import { toDecimalEth } from '../src/assets/format';

it('writes amounts exactly', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (amount) => {
      expect(toDecimalEth(amount)).toBe(formatEther(amount).replace(/\.0$/u, ''));
    }),
  );
});
