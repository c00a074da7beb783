import type { Hex } from '../units';

type WordType = {
  readonly kind: 'word';
  readonly name: string;
  readonly base: 'uint' | 'int' | 'bytes' | 'bool' | 'address';
  readonly size: number;
};

/** A type of Solidity's ABI. */
export type AbiType =
  | WordType
  | { readonly kind: 'bytes' | 'string' }
  | { readonly kind: 'list'; readonly item: AbiType }
  | { readonly kind: 'tuple'; readonly items: readonly AbiType[] };

const wordDigits = 64;
const wordPattern = /^(uint|int|bytes|bool|address)(\d*)$/u;

/** The types in a list such as `(address,(bytes32,bytes32[])[])`, split where no inner list is open. */
function splitTypes(list: string): string[] {
  const types: string[] = [];
  let depth = 0;
  let start = 1;
  for (let index = 1; index < list.length; index += 1) {
    const letter = list[index];
    if (depth === 0 && (letter === ',' || index === list.length - 1)) {
      types.push(list.slice(start, index));
      start = index + 1;
    }
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0;
  }
  return types.filter((type) => type !== '');
}

/**
 * Reads a type as Solidity writes it: words, `bytes`, `string`, lists without a fixed length, and tuples of them.
 * Throws for anything else.
 */
export function parseType(name: string): AbiType {
  if (name.endsWith('[]')) {
    return { kind: 'list', item: parseType(name.slice(0, -2)) };
  }
  if (name.startsWith('(') && name.endsWith(')')) {
    return { kind: 'tuple', items: splitTypes(name).map(parseType) };
  }
  if (name === 'bytes' || name === 'string') {
    return { kind: name };
  }
  const [, base, size] = wordPattern.exec(name) ?? [];
  if (!base) {
    throw new Error(`"${name}" is no type of an ABI.`);
  }
  return { kind: 'word', name, base: base as 'uint', size: Number(size) };
}

const isDynamic = (type: AbiType): boolean =>
  type.kind === 'tuple' ? type.items.some(isDynamic) : type.kind !== 'word';

/** Hex digits that a value takes in its place: of a dynamic one, its offset. */
const headDigits = (type: AbiType): number =>
  type.kind === 'tuple' && !isDynamic(type) ? type.items.reduce((sum, item) => sum + headDigits(item), 0) : wordDigits;

const toWord = (value: bigint | number): string => value.toString(16).padStart(wordDigits, '0');

function encodeWord({ name, base, size }: WordType, value: unknown): string {
  const misfit = (): never => {
    throw new RangeError(`${String(value)} is no ${name}.`);
  };
  switch (base) {
    case 'uint':
    case 'int': {
      const number = BigInt(value as bigint | number | string);
      const fits = base === 'uint' ? BigInt.asUintN(size, number) : BigInt.asIntN(size, number);
      return fits === number ? toWord(BigInt.asUintN(256, number)) : misfit();
    }
    case 'bool':
      return toWord(value ? 1 : 0);
    case 'address':
      return typeof value === 'string' && /^0x[0-9a-f]{40}$/iu.test(value)
        ? value.slice(2).toLowerCase().padStart(wordDigits, '0')
        : misfit();
    case 'bytes':
      return typeof value === 'string' && /^0x[0-9a-f]*$/iu.test(value) && value.length === 2 + 2 * size
        ? value.slice(2).toLowerCase().padEnd(wordDigits, '0')
        : misfit();
  }
}

function encodeBytes(digits: string): string {
  return toWord(digits.length / 2) + digits.padEnd(Math.ceil(digits.length / wordDigits) * wordDigits, '0');
}

function toDigits(value: unknown): string {
  if (typeof value !== 'string' || !/^0x([0-9a-f]{2})*$/iu.test(value)) {
    throw new RangeError(`${String(value)} is no bytes.`);
  }
  return value.slice(2).toLowerCase();
}

function encodeItems(types: readonly AbiType[], values: readonly unknown[]): string {
  if (types.length !== values.length) {
    throw new RangeError(`${values.length} values were given for ${types.length} types.`);
  }
  let offset = types.reduce((sum, type) => sum + headDigits(type), 0) / 2;
  let [heads, tails] = ['', ''];
  types.forEach((type, index) => {
    const encoded = encodeValue(type, values[index]);
    if (isDynamic(type)) {
      heads += toWord(offset);
      tails += encoded;
      offset += encoded.length / 2;
    } else {
      heads += encoded;
    }
  });
  return heads + tails;
}

function encodeValue(type: AbiType, value: unknown): string {
  switch (type.kind) {
    case 'word':
      return encodeWord(type, value);
    case 'bytes':
      return encodeBytes(toDigits(value));
    case 'string':
      return encodeBytes(
        Array.from(new TextEncoder().encode(String(value)), (byte) => toWord(byte).slice(-2)).join(''),
      );
    case 'list': {
      const items = value as readonly unknown[];
      return (
        toWord(items.length) +
        encodeItems(
          items.map(() => type.item),
          items,
        )
      );
    }
    case 'tuple':
      return encodeItems(type.items, value as readonly unknown[]);
  }
}

/** Encodes values as the arguments or the answer of a function. Throws RangeError where one does not fit its type. */
export function encodeValues(types: readonly AbiType[], values: readonly unknown[]): Hex {
  return `0x${encodeItems(types, values)}`;
}

/** Digits of an encoding, read with every offset and length held against what is there. */
class Reader {
  constructor(readonly digits: string) {}

  take(at: number, length: number): string {
    const text = this.digits.slice(at, at + length);
    if (text.length < length) {
      throw new RangeError('The data is shorter than its types.');
    }
    return text;
  }

  /** An offset or a length, in digits. */
  size(at: number): number {
    const value = Number(`0x${this.take(at, wordDigits)}`);
    if (!(value <= this.digits.length)) {
      throw new RangeError('The data is shorter than it says.');
    }
    return 2 * value;
  }

  items(types: readonly AbiType[], start: number): unknown[] {
    let at = start;
    return types.map((type) => {
      const value = this.value(type, isDynamic(type) ? start + this.size(at) : at);
      at += headDigits(type);
      return value;
    });
  }

  value(type: AbiType, at: number): unknown {
    switch (type.kind) {
      case 'word':
        return decodeWord(type, this.take(at, wordDigits));
      case 'bytes':
        return `0x${this.take(at + wordDigits, this.size(at))}`;
      case 'string': {
        const text = this.take(at + wordDigits, this.size(at));
        return new TextDecoder().decode(Uint8Array.from(text.match(/../gu) ?? [], (byte) => parseInt(byte, 16)));
      }
      case 'list': {
        const count = this.size(at) / 2;
        // Each item takes a word at least: no list is longer than that, and no answer makes one that fills the memory.
        this.take(at + wordDigits, count * headDigits(type.item));
        return this.items(new Array<AbiType>(count).fill(type.item), at + wordDigits);
      }
      case 'tuple':
        return this.items(type.items, at);
    }
  }
}

function wordValue({ base, size }: WordType, word: string): unknown {
  switch (base) {
    case 'uint':
      return BigInt.asUintN(size, BigInt(`0x${word}`));
    case 'int':
      return BigInt.asIntN(size, BigInt(`0x${word}`));
    case 'bool':
      return BigInt(`0x${word}`) !== 0n;
    case 'address':
      return `0x${word.slice(24)}`;
    case 'bytes':
      return `0x${word.slice(0, 2 * size)}`;
  }
}

/** A word that is no value of its type is refused, as Solidity does: a number cut to its size would be another one. */
function decodeWord(type: WordType, word: string): unknown {
  const value = wordValue(type, word);
  if (encodeWord(type, value) !== word) {
    throw new RangeError(`0x${word} is no ${type.name}.`);
  }
  return value;
}

/**
 * Decodes the arguments or the answer of a function: numbers as bigint, addresses in lower case (a checksum is a hash, and
 * a cold engine takes long to make one), bytes as hex. Bytes behind them are left alone.
 * @throws RangeError when the data is too short, or a word in it is no value of its type.
 */
export function decodeValues(types: readonly AbiType[], data: Hex): unknown[] {
  return new Reader(data.slice(2).toLowerCase()).items(types, 0);
}
