import { describe, expect, it } from '@jest/globals';
import * as ethers from 'ethers';
import fc from 'fast-check';
import { getAddress, hashOfText, keccak256 } from '../src/chain/hash';
import type { Hex } from '../src/units';

const bytes = (length: { minLength: number; maxLength: number }): fc.Arbitrary<Hex> =>
  fc.uint8Array(length).map((each) => ethers.hexlify(each) as Hex);

describe('hashes', () => {
  it('are those of ethers', () => {
    fc.assert(
      fc.property(bytes({ minLength: 0, maxLength: 300 }), fc.string(), (data, text) => {
        expect(keccak256(data)).toBe(ethers.keccak256(data));
        expect(hashOfText(text)).toBe(ethers.id(text));
      }),
    );
  });

  it.each(['0x1', '0xzz', '0x0g'])('of %p are refused', (data) => {
    expect(() => keccak256(data as Hex)).toThrow();
  });
});

describe('the checksum of an address', () => {
  const addresses = bytes({ minLength: 20, maxLength: 20 });

  it('is that of ethers, whatever case carries none', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const checked = ethers.getAddress(address);
        for (const spelling of [address, `0x${address.slice(2).toUpperCase()}`, checked]) {
          expect(getAddress(spelling)).toBe(checked);
        }
      }),
    );
  });

  it('is found wrong where ethers finds it wrong', () => {
    fc.assert(
      fc.property(addresses, fc.array(fc.nat({ max: 39 }), { minLength: 1, maxLength: 5 }), (address, places) => {
        const letters = Array.from(ethers.getAddress(address));
        for (const place of places) {
          const letter = letters[place + 2] ?? '';
          letters[place + 2] = letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
        }
        const spelling = letters.join('');
        const resultOf = (read: (given: string) => string): string | null => {
          try {
            return read(spelling);
          } catch {
            return null;
          }
        };
        expect(resultOf(getAddress)).toBe(resultOf(ethers.getAddress));
      }),
    );
  });

  it.each([
    '',
    '0x',
    'ab'.repeat(20),
    `0x${'ab'.repeat(19)}`,
    `0x${'ab'.repeat(21)}`,
    `0x${'zz'.repeat(20)}`,
    `0X${'ab'.repeat(20)}`,
  ])('of %p is none', (address) => {
    expect(() => getAddress(address)).toThrow('no address');
  });
});
