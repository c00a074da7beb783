import type { Hex } from '../units';

const wordDigits = 64;

/** The digits in front of a word's last sixteen, where it fits into 64 bits. */
const leadingZeros = '0'.repeat(wordDigits - 16);

/** Stands for what is no digit: has a bit that no digit has. */
const noDigit = 16;

/** What a character stands for as a hexadecimal digit, by its code. */
const digitByCode = new Uint8Array(2 ** 16).fill(noDigit);
for (const digit of '0123456789abcdefABCDEF') {
  digitByCode[digit.charCodeAt(0)] = parseInt(digit, 16);
}

const number64 = new DataView(new ArrayBuffer(8));

/** The number in sixteen digits; `undefined` where one is none. */
function parse64(text: string, start: number): bigint | undefined {
  let seen = 0;
  let high = 0;
  for (let index = start; index < start + 8; index += 1) {
    const digit = digitByCode[text.charCodeAt(index)] as number;
    seen |= digit;
    high = (high << 4) | digit;
  }
  let low = 0;
  for (let index = start + 8; index < start + 16; index += 1) {
    const digit = digitByCode[text.charCodeAt(index)] as number;
    seen |= digit;
    low = (low << 4) | digit;
  }
  if (seen >= noDigit) {
    return undefined;
  }
  number64.setInt32(0, high);
  number64.setInt32(4, low);
  return number64.getBigUint64(0);
}

/**
 * The number in one 32-byte word of hex data, counted from 0; `undefined` where the data is too short or holds anything
 * but digits there.
 */
export function wordAt(data: Hex, position: number): bigint | undefined {
  const start = 2 + wordDigits * position;
  const end = start + wordDigits;
  if (data.length < end) {
    return undefined;
  }
  // Nearly all amounts of ETH fit into 64 bits. By hand, since a long history is mostly this.
  if (data.slice(start, end - 16) === leadingZeros) {
    return parse64(data, end - 16);
  }
  try {
    return BigInt(`0x${data.slice(start, end)}`);
  } catch {
    return undefined;
  }
}

/** Digits of a quantity that is a safe integer for sure, and those of them that an integer of 32 bits holds. */
const mostDigits = 13;
const lowDigits = 7;
const lowRange = 16 ** lowDigits;

/**
 * A number as a node writes it, `0x1a`; `NaN` for anything else, and for what may be no safe integer. By hand: three times
 * as fast, and a log has three of them.
 */
export function parseQuantity(quantity: unknown): number {
  if (typeof quantity !== 'string') {
    return NaN;
  }
  const { length } = quantity;
  if (length < 3 || length > 2 + mostDigits || !quantity.startsWith('0x')) {
    return NaN;
  }
  let seen = 0;
  let high = 0;
  let low = 0;
  for (let index = 2; index < length - lowDigits; index += 1) {
    const digit = digitByCode[quantity.charCodeAt(index)] as number;
    seen |= digit;
    high = (high << 4) | digit;
  }
  for (let index = Math.max(2, length - lowDigits); index < length; index += 1) {
    const digit = digitByCode[quantity.charCodeAt(index)] as number;
    seen |= digit;
    low = (low << 4) | digit;
  }
  return seen < noDigit ? high * lowRange + low : NaN;
}
