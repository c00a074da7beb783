import { plainText } from '@pooled-staking/core';
import { HDNodeWallet, isError, TypedDataEncoder } from 'ethers';

import { MNEMONIC } from '../../accounts';
import { invalidParams, messageOf, unauthorized } from './rpc-errors';

type Fields = Readonly<Record<string, unknown>>;
type Member = { name: string; type: string };
type Types = Record<string, Member[]>;

/** Typed data (EIP-712) as a page gave it to `eth_signTypedData_v4`, checked: what is shown is what is signed. */
export type RequestedSignature = {
  from: string;
  /** All that the page gave; the Snap sees it like this. */
  data: Fields;
  domain: Fields;
  primaryType: string;
  /** The types that the message is made of; without that of the domain. */
  types: Types;
  message: Fields;
};

/** More than any contract's message needs, as JSON; a person reads it before signing. */
const LONGEST_MESSAGE = 131_072;
const DOMAIN = 'EIP712Domain';
const addressPattern = /^0x[\da-f]{40}$/iu;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMember(value: unknown): value is Member {
  return isFields(value) && typeof value['name'] === 'string' && typeof value['type'] === 'string';
}

/** Pages give it as JSON, as wallets want it, or as an object. */
function readData(given: unknown): Fields {
  const text = typeof given === 'string' ? given : JSON.stringify(given ?? null);
  if (text.length > LONGEST_MESSAGE) {
    throw invalidParams(`Typed data has ${LONGEST_MESSAGE} characters at most.`);
  }
  try {
    const data: unknown = JSON.parse(text);
    if (isFields(data)) {
      return data;
    }
  } catch {
    // Said below, for text that is no JSON and for JSON that is no object.
  }
  throw invalidParams('Expected params [account, typedData], the typed data as JSON.');
}

function readTypes(given: unknown): Types {
  if (!isFields(given)) {
    throw invalidParams('"types" of typed data lists the members of each type.');
  }
  const entries = Object.entries(given).map(([name, members]): [string, Member[]] => {
    if (!Array.isArray(members) || !members.every(isMember)) {
      throw invalidParams(`The type ${name} is a list of { name, type }.`);
    }
    return [name, members.map((member: Member) => ({ name: member.name, type: member.type }))];
  });
  return Object.fromEntries(entries);
}

/** The type of the message and those that it is made of: pages declare others as well, which are not signed. */
function typesOf(primaryType: string, declared: Types): Types {
  const found = new Set([primaryType]);
  for (const name of found) {
    for (const { type } of declared[name] ?? []) {
      const [base = ''] = type.split('[');
      if (Object.hasOwn(declared, base)) {
        found.add(base);
      }
    }
  }
  return Object.fromEntries([...found].map((name) => [name, declared[name] ?? []]));
}

/** The chain of a domain: a number, or the same as decimal or hex text. */
function readChainId(chainId: unknown): bigint {
  try {
    if (typeof chainId === 'number' || (typeof chainId === 'string' && chainId !== '')) {
      return BigInt(chainId);
    }
  } catch {
    // Said below.
  }
  throw invalidParams('"chainId" of the domain is a whole number.');
}

const listOf = (members: readonly Member[]): string => JSON.stringify(members.map(({ name, type }) => [name, type]));

/**
 * Reads the params of `eth_signTypedData_v4`.
 *
 * @throws JsonRpcError -32602 for typed data that is malformed, too large or for another chain, 4100 when the account is
 *   not shared with the site.
 */
export function readSignature(params: unknown, connected: readonly string[], chainId: number): RequestedSignature {
  const [account, given] = Array.isArray(params) ? (params as unknown[]) : [];
  if (typeof account !== 'string' || !addressPattern.test(account)) {
    throw invalidParams('Expected params [account, typedData] with an address first.');
  }
  const from = connected.find((address) => address.toLowerCase() === account.toLowerCase());
  if (from === undefined) {
    throw unauthorized(`The account ${account} is not connected to this site.`);
  }
  const data = readData(given);
  const { domain, primaryType, message } = data;
  const declared = readTypes(data['types']);
  if (typeof primaryType !== 'string' || primaryType === DOMAIN || !Object.hasOwn(declared, primaryType)) {
    throw invalidParams('"primaryType" of typed data names one of its types.');
  }
  if (!isFields(domain) || !isFields(message)) {
    throw invalidParams('Typed data has a "domain" and a "message".');
  }
  const wantedChain = domain['chainId'] === undefined ? null : readChainId(domain['chainId']);
  if (wantedChain !== null && wantedChain !== BigInt(chainId)) {
    throw invalidParams(`The message is for chain ${wantedChain}, the wallet is on chain ${chainId}.`);
  }
  const types = typesOf(primaryType, declared);
  const request = { from, data, domain, primaryType, types, message };
  const signedDomain = domainTypeOf(request);
  if (listOf(declared[DOMAIN] ?? []) !== listOf(signedDomain)) {
    throw invalidParams(
      `The type ${DOMAIN} lists what the domain holds: ${signedDomain.map(({ name }) => name).join()}.`,
    );
  }
  return request;
}

/** As wallets take it. The library takes other spellings of an address as well, by which an insight could be passed. */
function refuseOtherSpellings(type: string, value: unknown): void {
  if (type === 'address' && !(typeof value === 'string' && addressPattern.test(value))) {
    throw invalidParams('An address in typed data is 0x and 40 hex digits.');
  }
}

/**
 * Puts typed data together as it is signed, which finds what is wrong with it; gives the type of its domain.
 *
 * @throws JsonRpcError -32602 that says what is wrong.
 */
function domainTypeOf({ domain, types, message }: RequestedSignature): Member[] {
  try {
    const { types: all } = TypedDataEncoder.getPayload(domain, types, message) as { types: Types };
    const encoder = TypedDataEncoder.from(types);
    encoder.visit(message, refuseOtherSpellings);
    if (domain['verifyingContract'] !== undefined) {
      refuseOtherSpellings('address', domain['verifyingContract']);
    }
    return all[DOMAIN] ?? [];
  } catch (error) {
    const words = isError(error, 'INVALID_ARGUMENT') ? error.shortMessage : messageOf(error);
    throw invalidParams(`The typed data cannot be signed: ${plainText(words)}`);
  }
}

/** The typed data for a person to read: what is not drawn, or turns text around, is written out. */
export function showMessage({ message }: RequestedSignature): string {
  return JSON.stringify(message, null, 2).replace(
    /[^\P{C}\n]|[\p{Zl}\p{Zp}]/gu,
    (letter) => `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/**
 * Signs with the development key of an account.
 *
 * @param index place of the account in the node's mnemonic.
 */
export async function signTypedData(
  index: number,
  { from, domain, types, message }: RequestedSignature,
): Promise<string> {
  const key = HDNodeWallet.fromPhrase(MNEMONIC, undefined, `m/44'/60'/0'/0/${index}`);
  if (key.address.toLowerCase() !== from.toLowerCase()) {
    throw unauthorized(`The development wallet has no key of ${from}.`);
  }
  return key.signTypedData(domain, types, message);
}
