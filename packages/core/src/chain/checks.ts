import type { Hex } from '../units';

/** What comes from outside and claims to be of a type. */
export type Unknown<Type> = { readonly [Key in keyof Type]?: unknown } | null | undefined;

const hexPattern = /^0x[0-9a-fA-F]*$/u;

/** A hash as nodes write it. Digit by digit: engines test that in half the time that a repetition takes. */
const hashPattern = new RegExp(`^0x${'[0-9a-f]'.repeat(64)}$`, 'u');

/** True for a `0x` string of hex digits. Quickest for a hash in lower case. */
export function isHex(value: unknown): value is Hex {
  return typeof value === 'string' && (hashPattern.test(value) || hexPattern.test(value));
}

/** True for a block number, an index or a time. */
export function isNatural(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
