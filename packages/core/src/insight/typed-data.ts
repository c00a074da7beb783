import type { PlainCall } from '../staking/call';
import { toQuantity } from '../chain/block';
import { callsOfOperation } from './wrappers';
import { zeroAddress, type Address, type Hex } from '../units';

/** Typed data of EIP-712 as far as its shape was checked; every value in it is foreign. */
export type TypedData = {
  /** `null` when the signature does not say which chain it is for: it then counts on all. */
  readonly chainId: number | null;
  /** The contract that is to take the signature; `null` when it is not said. */
  readonly contract: Address | null;
  /** Name of what the signature is for, as its domain has it; `null` when it is not said. */
  readonly domainName: string | null;
  readonly primaryType: string;
  readonly types: Types;
  readonly message: Fields;
  /** Calls that the message carries, in its order, and bytes of it that belong to none. */
  readonly calls: readonly PlainCall[];
  /** The account in whose name the calls are made; `null` when the message does not tell. */
  readonly account: Address | null;
};

export type Fields = Readonly<Record<string, unknown>>;
export type Member = { readonly name: string; readonly type: string };
export type Types = ReadonlyMap<string, readonly Member[]>;

/** More values than these in one message are not looked at one by one. */
const mostValues = 20_000;
const deepestNesting = 32;
/** More text than this is no signature that a wallet shows. */
const mostText = 2 ** 22;
/** No number that fits a word has more letters than these, in binary. */
const longestNumber = 260;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Hex digits of a value as wallets encode it for signing: hex, or a number; `null` for anything else. */
function digitsOf(value: unknown): string | null {
  if (typeof value === 'string' && /^0x[0-9a-f]*$/iu.test(value)) {
    const digits = value.slice(2).toLowerCase();
    return digits.length % 2 === 1 ? `0${digits}` : digits;
  }
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? digitsOf(toQuantity(value)) : null;
}

/**
 * An address of a message, lower case; a shorter one is filled up as wallets do. `null` for what is none. Text that is no hex
 * is an address to wallets as well, letter by letter in base ten. Source: MetaMask's eth-sig-util 8.2.0, `encodeField`.
 */
export function addressOf(value: unknown): Address | null {
  if (typeof value === 'string' && !/^0x/iu.test(value)) {
    return value === '' || value.length > longestNumber ? null : addressOfText(value);
  }
  const digits = digitsOf(value);
  return digits === null || digits === '' ? null : `0x${digits.slice(-40).padStart(40, '0')}`;
}

/** The address that wallets take text for: `9` and `10` are what they seem, and letters count on from ten. */
function addressOfText(text: string): Address {
  let sum = 0n;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index) - 48;
    sum = 10n * sum + BigInt(code >= 49 ? code - 39 : code >= 17 ? code - 7 : code);
  }
  const digits = (sum < 0n ? 0n : sum).toString(16);
  return `0x${digits
    .padStart(digits.length + (digits.length % 2), '0')
    .padStart(40, '0')
    .slice(0, 40)}`;
}

/** The bytes of a message: hex, else the text itself, as wallets encode them. */
export function bytesOf(value: unknown): Hex {
  const digits = digitsOf(value);
  if (digits !== null || typeof value !== 'string') {
    return `0x${digits ?? ''}`;
  }
  return `0x${[...new TextEncoder().encode(value)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** A whole number of a message, in every spelling that wallets take for one; `null` for what is none, which none signs. */
export function numberOf(value: unknown): bigint | null {
  if ((typeof value !== 'string' && typeof value !== 'number') || String(value).length > longestNumber) {
    return null;
  }
  try {
    return BigInt.asUintN(256, BigInt(value));
  } catch {
    return null;
  }
}

/** The same where nothing depends on what is none. */
const uintOf = (value: unknown): bigint => numberOf(value) ?? 0n;

function typesOf(given: unknown): Types {
  const types = new Map<string, readonly Member[]>();
  for (const [name, members] of isFields(given) ? Object.entries(given) : []) {
    if (Array.isArray(members)) {
      types.set(
        name,
        members.filter(
          (each): each is Member =>
            isFields(each) && typeof each['name'] === 'string' && typeof each['type'] === 'string',
        ),
      );
    }
  }
  return types;
}

/** Names of members by what they mean, in lower case: every standard has its own. */
const names = {
  target: ['to', 'target', 'dest', 'destination', 'contract', 'contractaddress', 'callto'],
  data: ['data', 'calldata', 'callbytes', 'payload', 'input'],
  value: ['value', 'amount', 'nativevalue', 'ethvalue'],
  account: ['account', 'sender', 'eoa', 'wallet', 'safe', 'smartaccount', 'from'],
  maker: ['initcode'],
} as const;

/** The member of a struct that has one of the names, or its plural, and a type. */
function find(members: readonly Member[], known: readonly string[], type: RegExp): Member | undefined {
  return members.find((member) => {
    const name = member.name.toLowerCase();
    return (known.includes(name) || known.includes(name.replace(/s$/u, ''))) && type.test(member.type);
  });
}

/** Looks for calls in a message, by the types that it declares: only what is declared is signed. */
class CallFinder {
  readonly calls: PlainCall[] = [];
  account: Address | null = null;
  #left = mostValues;

  constructor(
    readonly types: Types,
    /** Who gets bytes whose receiver is not told. */
    readonly contract: Address,
  ) {}

  /** False when there is more in the value than is looked at. */
  look(type: string, value: unknown, depth = 0): boolean {
    this.#left -= 1;
    if (this.#left < 0 || depth > deepestNesting) {
      return false;
    }
    const item = /^(.+)\[\d*\]$/u.exec(type)?.[1];
    if (item !== undefined) {
      return !Array.isArray(value) || value.every((each) => this.look(item, each, depth + 1));
    }
    const members = this.types.get(type);
    if (members && isFields(value)) {
      const taken = this.#takeCalls(members, value);
      return members
        .filter(({ name }) => !taken.includes(name))
        .every((member) => this.look(member.type, value[member.name], depth + 1));
    }
    if (type === 'bytes') {
      this.addBytes(bytesOf(value).slice(2));
    }
    return true;
  }

  /** Bytes that are no call as they stand, which may hide one. */
  addBytes(digits: string): void {
    if (digits !== '') {
      this.calls.push({ to: this.contract, value: 0n, data: `0x00000000${digits}` });
    }
  }

  /** Adds what a struct calls; gives the names of the members that were its parts. */
  #takeCalls(members: readonly Member[], value: Fields): readonly string[] {
    const account = find(members, names.account, /^address$/u);
    this.account ??= account ? addressOf(value[account.name]) : null;
    const maker = find(members, names.maker, /^bytes$/u);
    const data = find(members, names.data, /^bytes$/u);
    if (account && maker && data) {
      const sender = addressOf(value[account.name]) ?? zeroAddress;
      this.account = sender;
      const operation = {
        sender,
        maker: bytesOf(value[maker.name]).slice(2),
        callData: bytesOf(value[data.name]).slice(2),
      };
      this.calls.push(
        ...callsOfOperation(operation).map(({ to, value: amount, data: given }) => ({
          to,
          value: amount,
          data: given,
        })),
      );
      return [maker.name, data.name];
    }
    const target = find(members, names.target, /^address$/u);
    const amount = find(members, names.value, /^uint\d*$/u);
    if (target && data) {
      this.calls.push({
        to: addressOf(value[target.name]) ?? zeroAddress,
        value: amount ? uintOf(value[amount.name]) : 0n,
        data: bytesOf(value[data.name]),
        isDelegate: members.some(({ name, type }) => isDelegateMark(name, type, value[name])),
      });
      return [target.name, data.name];
    }
    return this.#takeLists(members, value);
  }

  /** The same of a struct with lists side by side. */
  #takeLists(members: readonly Member[], value: Fields): readonly string[] {
    const [targets, data, amounts] = [
      find(members, names.target, /^address\[\d*\]$/u),
      find(members, names.data, /^bytes\[\d*\]$/u),
      find(members, names.value, /^uint\d*\[\d*\]$/u),
    ];
    const list = (member: Member | undefined): readonly unknown[] => {
      const given = member ? value[member.name] : [];
      return Array.isArray(given) ? given : [];
    };
    if (!targets || !data) {
      return [];
    }
    list(targets)
      .slice(0, mostValues)
      .forEach((to, index) => {
        this.calls.push({
          to: addressOf(to) ?? zeroAddress,
          value: uintOf(list(amounts)[index]),
          data: bytesOf(list(data)[index] ?? '0x'),
        });
      });
    return [targets.name, data.name];
  }
}

/** A member that makes a call run in the account's own name: Safe's operation 1, or a flag. */
function isDelegateMark(name: string, type: string, value: unknown): boolean {
  return (
    (name.toLowerCase() === 'operation' && /^uint\d*$/u.test(type) && (numberOf(value) ?? 1n) === 1n) ||
    (name.toLowerCase() === 'delegatecall' && type === 'bool' && value !== false && value !== 'false')
  );
}

/** Every piece of hex in a value, for when there is too much of it to be read. */
function allHex(value: unknown): string {
  const found =
    JSON.stringify(value)
      .slice(0, mostText)
      .match(/[0-9a-f]{8,}/giu) ?? [];
  return found.map((digits) => (digits.length % 2 === 1 ? `0${digits}` : digits).toLowerCase()).join('');
}

/** The domain's own member, when it is among what is signed. */
function inDomain(types: Types, domain: Fields, name: string): unknown {
  const members = types.get('EIP712Domain');
  return !members || members.some((member) => member.name === name) ? domain[name] : undefined;
}

/**
 * Reads typed data as a wallet hands it over, as an object or as text, with the calls that it carries: Safe transactions,
 * ERC-4337 operations, batches of smart accounts, anything with a struct of a receiver and the bytes for it. Foreign input:
 * bounded, and what it does not declare does not count, since it is not signed.
 *
 * @returns `undefined` for what is no typed data. Never throws.
 */
export function readTypedData(given: unknown): TypedData | undefined {
  try {
    const value: unknown = typeof given === 'string' && given.length <= mostText ? JSON.parse(given) : given;
    if (!isFields(value)) {
      return undefined;
    }
    const { primaryType, message } = value;
    if (typeof primaryType !== 'string' || !isFields(message)) {
      return undefined;
    }
    const types = typesOf(value['types']);
    const domain = isFields(value['domain']) ? value['domain'] : {};
    const chain = inDomain(types, domain, 'chainId');
    const contract = addressOf(inDomain(types, domain, 'verifyingContract'));
    const name = inDomain(types, domain, 'name');
    const finder = new CallFinder(types, contract ?? zeroAddress);
    if (!finder.look(primaryType, message)) {
      finder.addBytes(allHex(message));
    }
    return {
      chainId: chain === undefined || chain === null ? null : Number(uintOf(chain)),
      contract,
      domainName: typeof name === 'string' ? name : null,
      primaryType,
      types,
      message,
      calls: finder.calls,
      account: finder.account,
    };
  } catch {
    return undefined;
  }
}
