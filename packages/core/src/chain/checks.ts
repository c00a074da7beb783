import type { Hex } from '../units';

/** What comes from outside and claims to be of a type. */
export type Unknown<Type> = { readonly [Key in keyof Type]?: unknown } | null | undefined;

const hexPattern = /^0x[0-9a-fA-F]*$/u;

/** True for a `0x` string of hex digits. */
export function isHex(value: unknown): value is Hex {
  return typeof value === 'string' && hexPattern.test(value);
}

/** True for a block number, an index or a time. */
export function isNatural(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
