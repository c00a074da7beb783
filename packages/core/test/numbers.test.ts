import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseQuantity, wordAt } from '../src/chain/numbers';
import type { Hex } from '../src/units';

const word = (value: bigint): string => value.toString(16).padStart(64, '0');

/** Numbers of every length, those at the edge of 64 bits among them. */
const numbers = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
  fc.bigInt({ min: 0n, max: 2n ** 64n + 5n }),
  fc.constantFrom(0n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 63n, 2n ** 64n - 1n, 2n ** 64n, 2n ** 256n - 1n),
);

describe('a word of data', () => {
  it('is the number that it holds, whatever its length, its place and its letter case', () => {
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 1, maxLength: 4 }), fc.boolean(), (values, isUpper) => {
        const digits = values.map(word).join('');
        const data: Hex = `0x${isUpper ? digits.toUpperCase() : digits}`;
        expect(values.map((_, position) => wordAt(data, position))).toEqual(values);
        expect(wordAt(data, values.length)).toBeUndefined();
      }),
    );
  });

  it.each([
    ['no data', '0x'],
    ['too few digits', `0x${word(5n).slice(1)}`],
    ['another letter', `0x${word(5n).slice(1)}g`],
    ['a sign', `0x${'0'.repeat(56)}-0000005`],
    ['a space', `0x${word(5n).slice(1)} `],
    ['a prefix within', `0x${'0'.repeat(60)}0x05`],
    ['another letter in front', `0x_${word(5n).slice(1)}`],
    ['a digit of another script', `0x${word(5n).slice(1)}٣`],
    ['a letter that shares its lower bits with a digit', `0x${word(5n).slice(1)}${String.fromCharCode(0x135)}`],
  ])('that is none: %s', (_, data) => {
    expect(wordAt(data as Hex, 0)).toBeUndefined();
  });
});

describe('a quantity', () => {
  it('is the number that it holds, whatever its letter case and the zeros in front', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 52 - 1 }),
        fc.boolean(),
        fc.nat({ max: 3 }),
        (value, isUpper, zeros) => {
          const digits = value.toString(16).padStart(Math.min(13, value.toString(16).length + zeros), '0');
          expect(parseQuantity(`0x${isUpper ? digits.toUpperCase() : digits}`)).toBe(value);
        },
      ),
    );
  });

  it.each([
    ['0x0', 0],
    ['0xfffffff', 2 ** 28 - 1],
    ['0x10000000', 2 ** 28],
    ['0xffffffff', 2 ** 32 - 1],
    ['0xfffffffffffff', 2 ** 52 - 1],
  ])('%s', (text, value) => {
    expect(parseQuantity(text)).toBe(value);
  });

  it.each([
    ['no digits', '0x'],
    ['no prefix', '12'],
    ['another prefix', '0X12'],
    ['another letter', '0x1g'],
    ['a sign', '-0x1'],
    ['a sign within', '0x-1'],
    ['a space', '0x1 '],
    ['a digit of another script', '0x1٣'],
    ['more digits than a safe integer may have', '0x20000000000000'],
    ['a number', 12],
    ['nothing', null],
  ])('that is none: %s', (_, text) => {
    expect(parseQuantity(text)).toBeNaN();
  });
});
