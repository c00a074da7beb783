import { describe, expect, it } from '@jest/globals';
import { AbiCoder } from 'ethers';
import fc from 'fast-check';
import { decodeValues, encodeValues, parseType } from '../src/chain/abi-values';
import type { Hex } from '../src/units';

const general = AbiCoder.defaultAbiCoder();
const hex = (bytes: Uint8Array): Hex => `0x${Buffer.from(bytes).toString('hex')}`;
const bytesOf = (length: number): fc.Arbitrary<Hex> => fc.uint8Array({ minLength: length, maxLength: length }).map(hex);

/** A type with values of it. */
type Sample = { readonly name: string; readonly value: fc.Arbitrary<unknown> };

const uint = (size: number): Sample => ({
  name: `uint${size}`,
  value: fc.bigInt({ min: 0n, max: 2n ** BigInt(size) - 1n }),
});
const int = (size: number): Sample => ({
  name: `int${size}`,
  value: fc.bigInt({ min: -(2n ** BigInt(size - 1)), max: 2n ** BigInt(size - 1) - 1n }),
});
const leaves: Sample[] = [
  uint(8),
  uint(64),
  uint(160),
  uint(256),
  int(160),
  int(256),
  { name: 'bool', value: fc.boolean() },
  { name: 'address', value: bytesOf(20) },
  { name: 'bytes32', value: bytesOf(32) },
  { name: 'bytes4', value: bytesOf(4) },
  { name: 'bytes', value: fc.uint8Array({ maxLength: 80 }).map(hex) },
  { name: 'string', value: fc.string({ unit: 'grapheme', maxLength: 40 }) },
];
const listOf = ({ name, value }: Sample): Sample => ({ name: `${name}[]`, value: fc.array(value, { maxLength: 4 }) });
const tupleOf = (items: readonly Sample[]): Sample => ({
  name: `(${items.map(({ name }) => name).join(',')})`,
  value: fc.tuple(...items.map(({ value }) => value)),
});

const sample: fc.Arbitrary<Sample> = fc.letrec<{ any: Sample }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom(...leaves),
    tie('any').map(listOf),
    fc.array(tie('any'), { minLength: 1, maxLength: 4 }).map(tupleOf),
  ),
})).any;

const samples = fc
  .array(sample, { minLength: 1, maxLength: 4 })
  .chain((types) => fc.tuple(...types.map(({ value }) => value)).map((values) => ({ types, values })));

/** Results of ethers as plain lists, addresses without their checksum. */
function plain(value: unknown): unknown {
  return Array.isArray(value)
    ? Array.from(value as unknown[], plain)
    : typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/u.test(value)
      ? value.toLowerCase()
      : value;
}

const toWord = (word: bigint): string => word.toString(16).padStart(64, '0');

/** Words that may be taken for offsets, lengths and values, or for none. */
const foreignWord = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
  fc.bigInt({ min: 0n, max: 300n }),
  fc.bigInt({ min: 0n, max: 12n }).map((words) => 32n * words),
  fc.bigInt({ min: 0n, max: 255n }).map((bit) => 2n ** bit),
);

const foreignTypes = [
  ['(bytes32,int160,uint160,bytes32[])', 'bytes[]', 'bytes'],
  ['address', 'bool', 'uint8', 'int192', 'bytes32'],
  ['(bool,bytes)[]'],
  ['bytes', 'address[]'],
];

describe('values of an ABI', () => {
  it('are written and read as a general coder does', () => {
    fc.assert(
      fc.property(samples, ({ types, values }) => {
        const names = types.map(({ name }) => name);
        const encoded = encodeValues(names.map(parseType), values);
        expect(encoded).toBe(general.encode(names, values));
        expect(decodeValues(names.map(parseType), encoded)).toEqual(plain(general.decode(names, encoded)));
      }),
      { numRuns: 500 },
    );
  });

  it('are not read out of data that is too short, and never end in anything but a RangeError', () => {
    const types = ['(bytes32,int160,uint160,bytes32[])', 'bytes[]', 'string'].map(parseType);
    const value = [[`0x${'11'.repeat(32)}`, -5n, 7n, [`0x${'22'.repeat(32)}`]], ['0x1234', '0x'], 'text'];
    const encoded = encodeValues(types, value);
    for (let length = 2; length < encoded.length - 64; length += 2) {
      expect(() => decodeValues(types, encoded.slice(0, length) as Hex)).toThrow(RangeError);
    }
  });

  it('are read out of foreign data as a general coder reads them or not at all, which ends in a RangeError', () => {
    fc.assert(
      fc.property(fc.constantFrom(...foreignTypes), fc.array(foreignWord, { maxLength: 24 }), (names, words) => {
        const data: Hex = `0x${words.map(toWord).join('')}`;
        try {
          expect(decodeValues(names.map(parseType), data)).toEqual(plain(general.decode(names, data, true)));
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('are read out of text that is not UTF-8 with marks in its place: what a contract says is shown all the same', () => {
    const text = encodeValues([parseType('bytes')], ['0x4869ff']);
    expect(decodeValues([parseType('string')], text)).toEqual(['Hi\ufffd']);
  });

  it.each([
    ['uint8', 256n],
    ['int160', 2n ** 159n],
    ['bool', 2n],
    ['address', 2n ** 160n],
    ['bytes4', 1n],
  ])('are refused in words that are none, as Solidity does: %s', (type, word) => {
    expect(() => decodeValues([parseType(type)], `0x${toWord(word)}`)).toThrow(`is no ${type}.`);
  });

  it.each([
    ['uint8', 256n],
    ['uint8', -1n],
    ['int160', 2n ** 159n],
    ['address', '0x12'],
    ['address', 5],
    ['bytes32', '0x12'],
    ['bytes', '0x123'],
    ['bytes', 'text'],
  ])('are refused where they do not fit: %s', (type, value) => {
    expect(() => encodeValues([parseType(type)], [value])).toThrow(RangeError);
  });

  it('are as many as their types', () => {
    expect(() => encodeValues([parseType('bool')], [])).toThrow('0 values were given for 1 types.');
  });

  it('have types that Solidity knows', () => {
    for (const name of ['uint', 'mapping', 'uint8[2]', '']) {
      expect(() => parseType(name.replace(/^uint$/u, 'float'))).toThrow('is no type of an ABI');
    }
  });
});
