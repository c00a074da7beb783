import type { ContractAbi } from '../chain/contract-abi';
import type { Address } from '../units';

/**
 * A field that a wallet shows of a call, by ERC-7730 (version 2): where its value is (`@.` the transaction's own, else a
 * parameter), what is written before it, and how it is written.
 */
export type Field = {
  readonly path: string;
  readonly label: string;
  readonly format: 'raw' | 'addressName' | 'amount' | 'tokenAmount' | 'unit' | 'date' | 'enum' | 'calldata';
  readonly params?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly visible?: 'never' | 'optional' | { readonly ifNotIn: readonly string[] };
};

/** What a wallet says of one function. */
export type DescribedCall = {
  /** Its name in the ABI. */
  readonly name: string;
  /** Names of its parameters as the contract has them; those in a struct come before the struct's own. */
  readonly parameters: readonly string[];
  readonly intent: string;
  /** The intent with the values in it, by their paths in braces; absent: the fields say it better. */
  readonly sentence?: string;
  readonly fields: readonly Field[];
};

export type Deployment = { readonly chainId: number; readonly address: Address };

/** A contract whose calls are described, wherever it stands. */
export type DescribedContract = {
  /** What the file is called, besides `calldata-` and the ending. */
  readonly file: string;
  readonly owner: string;
  readonly contractName: string;
  readonly abi: ContractAbi;
  readonly deployments: readonly Deployment[];
  readonly enums?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly calls: readonly DescribedCall[];
};

/** A descriptor, as the file has it. */
export type Descriptor = {
  readonly $schema: string;
  readonly context: { readonly $id: string; readonly contract: { readonly deployments: readonly Deployment[] } };
  readonly metadata: Pick<DescribedContract, 'owner' | 'contractName' | 'enums'>;
  readonly display: {
    readonly formats: Readonly<
      Record<
        string,
        { readonly intent: string; readonly interpolatedIntent?: string; readonly fields: readonly Field[] }
      >
    >;
  };
};

const schema = 'https://eips.ethereum.org/assets/eip-7730/erc7730-v2.schema.json';

/**
 * A function's signature with the names of its parameters: `f(uint256 shares, address receiver)`.
 * @throws Error where there are not as many names as parameters.
 */
export function namedSignature(abi: ContractAbi, { name, parameters }: DescribedCall): string {
  const line = abi.signatures.find((each) => each.startsWith(`function ${name}(`));
  if (line === undefined) {
    throw new Error(`The ABI has no function ${name}.`);
  }
  const names = parameters[Symbol.iterator]();
  const next = (): string => {
    const { value } = names.next();
    if (value === undefined) {
      throw new Error(`${name} has more parameters than names.`);
    }
    return value;
  };
  const list = line.slice(`function ${name}(`.length, -1);
  // A parameter ends with its type: a word, or the bracket that closes a struct.
  const named = list.replace(/(?:\w+|\))(?:\[\d*\])*/gu, (type) => `${type} ${next()}`).replaceAll(',', ', ');
  if (names.next().done !== true) {
    throw new Error(`${name} has fewer parameters than names.`);
  }
  return `${name}(${named})`;
}

/** The descriptor of a contract. */
export function descriptorOf({ owner, contractName, abi, deployments, enums, calls }: DescribedContract): Descriptor {
  const formats = calls.map((call) => {
    const { intent, sentence, fields } = call;
    const said = sentence === undefined ? { intent } : { intent, interpolatedIntent: sentence };
    return [namedSignature(abi, call), { ...said, fields }] as const;
  });
  return {
    $schema: schema,
    context: { $id: contractName, contract: { deployments } },
    metadata: enums === undefined ? { owner, contractName } : { owner, contractName, enums },
    display: { formats: Object.fromEntries(formats) },
  };
}
