import type { Hex } from '../units';
import { decodeValues, encodeValues, parseType, type AbiType } from './abi-values';
import { hashOfText } from './hash';

type Kind = 'function' | 'event' | 'error';

/** One line of an ABI. */
type Fragment = {
  readonly kind: Kind;
  readonly name: string;
  /** Name and types, as its hash is made from. */
  readonly signature: string;
  /** Hash of the signature: the topic of an event, and in its first four bytes, of which it may be, the selector of others. */
  readonly hash: Hex;
  readonly inputs: readonly AbiType[];
  readonly outputs: readonly AbiType[];
};

const pattern = /^(function|event|error) (\w+)(\(.*?\))(?: returns (\(.*\)))?$/u;

/** The types in a list such as `(address,(bytes32,bytes32[])[])`. */
function parseTypes(list: string): readonly AbiType[] {
  const type = parseType(list);
  return type.kind === 'tuple' ? type.items : [type];
}

function parseFragment(line: string, hashes: Readonly<Record<string, Hex>>): Fragment {
  const [, kind, name, inputs, outputs] = pattern.exec(line) ?? [];
  if (!kind || !name || !inputs) {
    throw new Error(`"${line}" is no line of an ABI.`);
  }
  const signature = `${name}${inputs}`;
  return {
    kind: kind as Kind,
    name,
    signature,
    hash: hashes[name] ?? hashOfText(signature),
    inputs: parseTypes(inputs),
    outputs: parseTypes(outputs ?? '()'),
  };
}

/**
 * The part of a contract's ABI that the product uses, out of lines such as
 * `function deposit(address,address) returns (uint256)`: types only, no names, no spaces between them. A tenth of the
 * weight of a general interface in the Snap's bundle. Nothing is parsed or hashed before it is needed: a wallet runs all of
 * this each time that it wakes the Snap.
 */
export class ContractAbi {
  readonly #lines: readonly string[];
  readonly #hashes: Readonly<Record<string, Hex>>;
  readonly #fragments = new Map<string, Fragment>();
  #bySelector: ReadonlyMap<string, Fragment> | undefined;

  /** @param hashes selectors and topics by name that are written out, since a cold engine takes long to hash. */
  constructor(lines: readonly string[], hashes: Readonly<Record<string, Hex>> = {}) {
    this.#lines = lines;
    this.#hashes = hashes;
  }

  /** Every line, as kind and signature. */
  get signatures(): string[] {
    return this.#lines.map((line) => {
      const { kind, signature } = this.#parse(line);
      return `${kind} ${signature}`;
    });
  }

  /** Calldata of a function. Throws when it is not in the ABI or the arguments do not fit. */
  encodeFunctionData(name: string, args: readonly unknown[]): Hex {
    const { hash, inputs } = this.#find('function', name);
    return `${hash.slice(0, 10)}${encodeValues(inputs, args).slice(2)}` as Hex;
  }

  /** The results of a function. Throws when the data is too short for them. */
  decodeFunctionResult(name: string, data: Hex): readonly unknown[] {
    return decodeValues(this.#find('function', name).outputs, data);
  }

  /** The results of a function as a contract returns them: for a node that answers from a record. */
  encodeFunctionResult(name: string, values: readonly unknown[]): Hex {
    return encodeValues(this.#find('function', name).outputs, values);
  }

  /** Which function calldata calls, with its arguments; `null` for one that is not in the ABI. Throws on short data. */
  parseTransaction({
    data,
  }: {
    readonly data: string;
  }): { readonly name: string; readonly args: readonly unknown[] } | null {
    const fragment = this.#called(data);
    return fragment?.kind === 'function'
      ? { name: fragment.name, args: decodeValues(fragment.inputs, `0x${data.slice(10)}`) }
      : null;
  }

  /** The name of the custom error that revert data carries; `undefined` for one that is not in the ABI. */
  errorName(data: string): string | undefined {
    const fragment = this.#called(data);
    return fragment?.kind === 'error' ? fragment.name : undefined;
  }

  /** The first four bytes of calldata of a function. */
  selector(name: string): Hex {
    return this.#find('function', name).hash.slice(0, 10) as Hex;
  }

  /** The first topic of an event. */
  topic(name: string): Hex {
    return this.#find('event', name).hash;
  }

  #find(kind: Kind, name: string): Fragment {
    const line = this.#lines.find((each) => each.startsWith(`${kind} ${name}(`));
    if (line === undefined) {
      throw new Error(`The ABI has no ${kind} ${name}.`);
    }
    return this.#parse(line);
  }

  /** The function or error that four bytes stand for. */
  #called(data: string): Fragment | undefined {
    this.#bySelector ??= new Map(
      this.#lines
        .filter((line) => !line.startsWith('event '))
        .map((line) => {
          const fragment = this.#parse(line);
          return [fragment.hash.slice(0, 10), fragment];
        }),
    );
    return this.#bySelector.get(data.slice(0, 10).toLowerCase());
  }

  #parse(line: string): Fragment {
    const fragment = this.#fragments.get(line) ?? parseFragment(line, this.#hashes);
    this.#fragments.set(line, fragment);
    return fragment;
  }
}
