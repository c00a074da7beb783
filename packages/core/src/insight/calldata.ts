import type { Address, Hex } from '../units';

/** Calldata ends before the arguments that it names: every contract refuses it. */
export class TruncatedError extends Error {
  override readonly name = 'TruncatedError';
}

/** An argument holds what its type cannot: contracts refuse that too. */
export class OddValueError extends Error {
  override readonly name = 'OddValueError';
}

const wordBytes = 32;

/**
 * Reads the arguments of calldata word by word, as Solidity's own decoder does: offsets count from where their list
 * begins, every length is held against what is there, and the last bytes need no padding. Throws nothing else than the
 * two errors above.
 */
export class Calldata {
  /** Where the furthest argument that was read ends, in bytes. */
  #end = 0;

  /** @param digits hex digits of the arguments, without `0x` and selector. */
  constructor(readonly digits: string) {}

  /** True when bytes follow that no argument covers, padding left out. */
  get hasTrailingBytes(): boolean {
    return this.digits.length / 2 > Math.ceil(this.#end / wordBytes) * wordBytes;
  }

  uint(at: number): bigint {
    return BigInt(`0x${this.bytes(at, wordBytes)}`);
  }

  /** The first address of 20 bytes, lower case. */
  address(at: number): Address {
    const text = this.bytes(at, wordBytes);
    if (!/^0{24}/u.test(text)) {
      throw new OddValueError('An address is longer than 20 bytes.');
    }
    return `0x${text.slice(24)}`;
  }

  /** The same, with whatever stands before the 20 bytes ignored, as code does that reads calldata by hand. */
  looseAddress(at: number): Address {
    return `0x${this.bytes(at, wordBytes).slice(24)}`;
  }

  word(at: number): Hex {
    return `0x${this.bytes(at, wordBytes)}`;
  }

  /** An offset or a length: never more than there are bytes. */
  size(at: number): number {
    const value = this.uint(at);
    if (value > BigInt(this.digits.length)) {
      throw new TruncatedError('The data is shorter than it says.');
    }
    return Number(value);
  }

  /** Hex digits of some bytes, without `0x`. */
  bytes(at: number, length: number): string {
    const text = this.digits.slice(2 * at, 2 * (at + length));
    if (text.length < 2 * length) {
      throw new TruncatedError('The data is shorter than it says.');
    }
    this.#end = Math.max(this.#end, at + length);
    return text;
  }

  /**
   * Where the items of a dynamic list begin (those that are dynamic have their offset, counted from there), and how many
   * there are. Its own offset stands at `at`; both count from `base`, where the tuple begins that holds it.
   */
  list(at: number, base = 0): { readonly start: number; readonly count: number } {
    const place = base + this.size(base + at);
    return { start: place + wordBytes, count: this.size(place) };
  }

  /** Hex digits of a `bytes` argument whose length stands at `place`. */
  dynamicBytes(place: number): string {
    return this.bytes(place + wordBytes, this.size(place));
  }
}
