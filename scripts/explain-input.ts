import type { ExplainedQuestion } from '../packages/snap/src/insight/explanation';

/** What is asked about cannot be understood: the message names the field and says what is expected. */
export class InputError extends Error {
  override readonly name = 'InputError';

  constructor(
    readonly field: string,
    words: string,
  ) {
    super(`${field}: ${words}`);
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** Fields of a transaction that tools print and that change nothing about what it does. */
const idleFields = [
  ...['accessList', 'blockHash', 'blockNumber', 'blockTimestamp', 'creates', 'gas', 'gasLimit', 'gasPrice', 'hash'],
  ...['maxFeePerGas', 'maxPriorityFeePerGas', 'publicKey', 'r', 'raw', 's', 'standardV', 'transactionIndex', 'type'],
  ...['v', 'yParity', 'chain_id'],
];
const fieldsOfTransaction = ['chainId', 'from', 'to', 'value', 'data', 'input', 'nonce', 'authorizationList', 'origin'];
const fieldsOfSignature = ['chainId', 'from', 'typedData', 'origin'];

const isMissing = (value: unknown): boolean => value === undefined || value === null;

/** A value in an error message, short and on one line. */
function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** A whole number as people paste it: a JSON number, decimal digits, or hex with `0x`. */
function wholeNumber(field: string, value: unknown, bits: number): bigint {
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    throw new InputError(field, 'a number of this size loses digits in JSON; put it in quotes.');
  }
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  if (!/^(?:\d+|0[xX][0-9a-fA-F]+)$/u.test(text)) {
    throw new InputError(field, `expected a whole number, as decimal digits or as hex with 0x, got ${shown(value)}.`);
  }
  const number = BigInt(text);
  if (number >= 2n ** BigInt(bits)) {
    throw new InputError(field, `is more than ${bits} bits, got ${shown(value)}.`);
  }
  return number;
}

function address(field: string, value: unknown): string {
  if (typeof value !== 'string' || !/^0x[0-9a-fA-F]{40}$/u.test(value.trim())) {
    throw new InputError(field, `expected an address, 0x and 40 hex digits, got ${shown(value)}.`);
  }
  return value.trim();
}

function bytes(field: string, value: unknown): string {
  const text = typeof value === 'string' ? value.trim() : undefined;
  if (text === undefined || !/^(?:0x(?:[0-9a-fA-F]{2})*)?$/u.test(text)) {
    throw new InputError(field, `expected bytes, 0x and an even number of hex digits, got ${shown(value)}.`);
  }
  return text;
}

/** A chain id: `1`, `"1"`, `"0x1"` or `"eip155:1"`. */
function chain(value: unknown): number {
  const digits = typeof value === 'string' ? value.trim().replace(/^eip155:/u, '') : value;
  return Number(wholeNumber('chainId', digits, 53));
}

function required(fields: Fields, name: string, words: string): unknown {
  if (isMissing(fields[name])) {
    throw new InputError(name, `is missing; ${words}.`);
  }
  return fields[name];
}

/** What is asked about, and the chain that it is on. */
export type ExplainInput = { readonly chainId: number; readonly question: ExplainedQuestion };

/** The calldata, which nodes call `input` and wallets `data`. */
function calldata({ data, input }: Fields): string {
  const [first, second] = [bytes('data', data ?? '0x'), bytes('input', input ?? data ?? '0x')];
  if (!isMissing(data) && first.toLowerCase() !== second.toLowerCase()) {
    throw new InputError('input', 'differs from data; leave one of them out.');
  }
  return second;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function site(origin: unknown): string | null {
  if (!isMissing(origin) && typeof origin !== 'string') {
    throw new InputError('origin', `expected the address of the site that asks, got ${shown(origin)}.`);
  }
  return (origin as string | null | undefined) ?? null;
}

/** Typed data to be signed, `{ from, typedData }`; its domain tells the chain, else `chainId` does. */
function signatureOf(fields: Fields): ExplainInput {
  const odd = Object.keys(fields).find((name) => !fieldsOfSignature.includes(name));
  if (odd !== undefined) {
    throw new InputError(odd, `is no field of a signature; there are ${fieldsOfSignature.join(', ')}.`);
  }
  const { typedData } = fields;
  if (!isFields(typedData) || !isFields(typedData['message']) || typeof typedData['primaryType'] !== 'string') {
    throw new InputError('typedData', 'expected typed data of EIP-712, with types, primaryType, domain and message.');
  }
  const domain = isFields(typedData['domain']) ? typedData['domain'] : {};
  const own = isMissing(domain['chainId']) ? null : chain(domain['chainId']);
  const words = 'the domain of the typed data names no chain, so say which one to look at, such as 1';
  const chainId = isMissing(fields['chainId']) && own !== null ? own : chain(required(fields, 'chainId', words));
  if (own !== null && own !== chainId) {
    throw new InputError('chainId', `is ${chainId}, but the domain of the typed data says ${own}.`);
  }
  const from = address('from', required(fields, 'from', 'say which account signs'));
  return {
    chainId,
    question: {
      chainId: `eip155:${chainId}`,
      signature: { from, data: typedData, signatureMethod: 'eth_signTypedData_v4' },
      origin: site(fields['origin']),
    },
  };
}

/**
 * A transaction or a signature out of JSON text, with amounts and numbers as people paste them.
 * @throws InputError with the name of the field and what is expected.
 */
export function parseExplainInput(text: string): ExplainInput {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError('--json', `is no JSON (${(error as Error).message}).`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError('--json', `expected an object with chainId, from, to, value and data, got ${shown(value)}.`);
  }
  const fields = value as Fields;
  if ('typedData' in fields) {
    return signatureOf(fields);
  }
  const odd = Object.keys(fields).find((name) => ![...fieldsOfTransaction, ...idleFields].includes(name));
  if (odd !== undefined) {
    throw new InputError(odd, `is no field of a transaction; there are ${fieldsOfTransaction.join(', ')}.`);
  }
  const chainId = chain(required(fields, 'chainId', 'say which chain the transaction is for, such as 1'));
  const { value: amount, nonce, authorizationList } = fields;
  const origin = site(fields['origin']);
  if (!isMissing(authorizationList) && !Array.isArray(authorizationList)) {
    throw new InputError('authorizationList', `expected a list, got ${shown(authorizationList)}.`);
  }
  if (!('to' in fields)) {
    throw new InputError('to', 'is missing; null stands for a transaction that makes a contract.');
  }
  const transaction = {
    from: address('from', required(fields, 'from', 'say which account sends the transaction')),
    ...(isMissing(fields['to']) ? {} : { to: address('to', fields['to']) }),
    value: `0x${wholeNumber('value', amount ?? 0, 256).toString(16)}`,
    data: calldata(fields),
    ...(isMissing(nonce) ? {} : { nonce: `0x${wholeNumber('nonce', nonce, 53).toString(16)}` }),
    ...(isMissing(authorizationList) ? {} : { authorizationList: authorizationList as unknown[] }),
  };
  return { chainId, question: { chainId: `eip155:${chainId}`, transaction, origin } };
}
