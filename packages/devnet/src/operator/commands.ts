import { getAddress } from 'ethers';

import { OperatorError } from './errors';

/** What those can be asked to do who run what Metis has on both chains. */
export type MetisCommand =
  | { readonly command: 'sequencers-batch' }
  | { readonly command: 'sequencers-pause'; readonly paused: boolean }
  | { readonly command: 'sequencers-list'; readonly account: string; readonly listed: boolean }
  | { readonly command: 'sequencers-bridge' }
  | { readonly command: 'metis-mine'; readonly blocks: number }
  | { readonly command: 'enki-dispatch'; readonly amount: bigint }
  | { readonly command: 'enki-fund'; readonly amount: bigint | undefined }
  | { readonly command: 'enki-drain' }
  | { readonly command: 'enki-pause'; readonly paused: boolean }
  | { readonly command: 'artemis-reward'; readonly amount: bigint; readonly harvest: boolean }
  | { readonly command: 'artemis-release' }
  | { readonly command: 'artemis-pause'; readonly paused: boolean };

/** What the pool's operator can be asked to do. Amounts are in wei. */
export type PoolCommand =
  | { readonly command: 'status' }
  | { readonly command: 'report'; readonly reward: bigint; readonly harvest: boolean }
  | { readonly command: 'mev'; readonly amount: bigint }
  | { readonly command: 'run-validators' }
  | { readonly command: 'return-eth'; readonly amount: bigint | undefined }
  | { readonly command: 'harvest' }
  | { readonly command: 'advance-time'; readonly seconds: number }
  | { readonly command: 'mine'; readonly blocks: number }
  | { readonly command: 'block'; readonly account: string; readonly blocked: boolean }
  | { readonly command: 'eject'; readonly account: string }
  | { readonly command: 'auto'; readonly everySeconds: number };

export type Command = PoolCommand | MetisCommand;

type Fields = Readonly<Record<string, unknown>>;

const MAX_ETH = 1_000_000_000n;
const WEI_PER_ETH = 10n ** 18n;
const MAX_ADVANCE_SECONDS = 10 * 365 * 86_400;
const MAX_AUTO_SECONDS = 86_400;
const MAX_BLOCKS = 10_000;

const badInput = (message: string): OperatorError => new OperatorError(message, true);

/** What was given, short enough for a message. */
function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function readAmount(fields: Fields, field: string, sign: 'signed' | 'positive'): bigint {
  const value = fields[field];
  const pattern = sign === 'signed' ? /^-?\d{1,40}$/u : /^\d{1,40}$/u;
  const amount = typeof value === 'string' && pattern.test(value) ? BigInt(value) : undefined;
  const limit = MAX_ETH * WEI_PER_ETH;
  if (amount === undefined || amount > limit || amount < -limit || (sign === 'positive' && amount === 0n)) {
    const cure =
      sign === 'signed'
        ? 'Give wei as a decimal string, such as "100000000000000000" for 0.1 ETH; a penalty is negative.'
        : 'Give wei above 0 as a decimal string, such as "100000000000000000" for 0.1 ETH.';
    throw badInput(`${field}: ${shown(value)} is not an amount. ${cure}`);
  }
  return amount;
}

function readInteger(fields: Fields, field: string, min: number, max: number, example: string): number {
  const value = fields[field];
  const number = typeof value === 'string' && /^\d{1,12}$/u.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < min || number > max) {
    throw badInput(`${field}: ${shown(value)} is not a whole number from ${min} to ${max}. ${example}`);
  }
  return number;
}

const readBlocks = (fields: Fields): number =>
  readInteger(fields, 'blocks', 1, MAX_BLOCKS, 'After 100 nothing before them is taken back.');

function readBoolean(fields: Fields, field: string, fallback?: boolean): boolean {
  const value = fields[field] ?? fallback;
  if (typeof value !== 'boolean') {
    throw badInput(`${field}: ${shown(fields[field])} is neither true nor false.`);
  }
  return value;
}

function readAccount(fields: Fields): string {
  const value = fields['account'];
  try {
    return getAddress(typeof value === 'string' ? value : '');
  } catch {
    throw badInput(`account: ${shown(value)} is not an address. Give 0x and 40 hex digits.`);
  }
}

type Reader = { readonly fields: readonly string[]; readonly read: (fields: Fields) => Command };

const readers: Readonly<Record<Command['command'], Reader>> = {
  status: { fields: [], read: () => ({ command: 'status' }) },
  report: {
    fields: ['reward', 'harvest'],
    read: (fields) => ({
      command: 'report',
      reward: readAmount(fields, 'reward', 'signed'),
      harvest: readBoolean(fields, 'harvest', true),
    }),
  },
  mev: {
    fields: ['amount'],
    read: (fields) => ({ command: 'mev', amount: readAmount(fields, 'amount', 'positive') }),
  },
  'run-validators': { fields: [], read: () => ({ command: 'run-validators' }) },
  'return-eth': {
    fields: ['amount'],
    read: (fields) => ({
      command: 'return-eth',
      amount: fields['amount'] === undefined ? undefined : readAmount(fields, 'amount', 'positive'),
    }),
  },
  harvest: { fields: [], read: () => ({ command: 'harvest' }) },
  'advance-time': {
    fields: ['seconds'],
    read: (fields) => ({
      command: 'advance-time',
      seconds: readInteger(fields, 'seconds', 1, MAX_ADVANCE_SECONDS, 'One day is 86400.'),
    }),
  },
  mine: { fields: ['blocks'], read: (fields) => ({ command: 'mine', blocks: readBlocks(fields) }) },
  block: {
    fields: ['account', 'blocked'],
    read: (fields) => ({ command: 'block', account: readAccount(fields), blocked: readBoolean(fields, 'blocked') }),
  },
  eject: { fields: ['account'], read: (fields) => ({ command: 'eject', account: readAccount(fields) }) },
  auto: {
    fields: ['everySeconds'],
    read: (fields) => ({
      command: 'auto',
      everySeconds: readInteger(fields, 'everySeconds', 0, MAX_AUTO_SECONDS, '0 switches the timer off.'),
    }),
  },
  'sequencers-batch': { fields: [], read: () => ({ command: 'sequencers-batch' }) },
  'sequencers-pause': {
    fields: ['paused'],
    read: (fields) => ({ command: 'sequencers-pause', paused: readBoolean(fields, 'paused', true) }),
  },
  'sequencers-list': {
    fields: ['account', 'listed'],
    read: (fields) => ({
      command: 'sequencers-list',
      account: readAccount(fields),
      listed: readBoolean(fields, 'listed', true),
    }),
  },
  'sequencers-bridge': { fields: [], read: () => ({ command: 'sequencers-bridge' }) },
  'metis-mine': { fields: ['blocks'], read: (fields) => ({ command: 'metis-mine', blocks: readBlocks(fields) }) },
  'enki-dispatch': {
    fields: ['amount'],
    read: (fields) => ({ command: 'enki-dispatch', amount: readAmount(fields, 'amount', 'positive') }),
  },
  'enki-fund': {
    fields: ['amount'],
    read: (fields) => ({
      command: 'enki-fund',
      amount: fields['amount'] === undefined ? undefined : readAmount(fields, 'amount', 'positive'),
    }),
  },
  'enki-drain': { fields: [], read: () => ({ command: 'enki-drain' }) },
  'enki-pause': {
    fields: ['paused'],
    read: (fields) => ({ command: 'enki-pause', paused: readBoolean(fields, 'paused', true) }),
  },
  'artemis-reward': {
    fields: ['amount', 'harvest'],
    read: (fields) => ({
      command: 'artemis-reward',
      amount: readAmount(fields, 'amount', 'positive'),
      harvest: readBoolean(fields, 'harvest', true),
    }),
  },
  'artemis-release': { fields: [], read: () => ({ command: 'artemis-release' }) },
  'artemis-pause': {
    fields: ['paused'],
    read: (fields) => ({ command: 'artemis-pause', paused: readBoolean(fields, 'paused', true) }),
  },
};

/** The names of all commands. */
export const commandNames = Object.keys(readers) as readonly Command['command'][];

/**
 * Reads a command as it comes over the wire: `{command, ...arguments}`, amounts as decimal strings in wei.
 *
 * @throws OperatorError (bad input) that names the field at fault and the cure.
 */
export function parseCommand(body: unknown): Command {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badInput('Send a JSON object such as {"command": "status"}.');
  }
  const { command, ...fields } = body as Fields;
  if (typeof command !== 'string' || !Object.hasOwn(readers, command)) {
    throw badInput(`command: ${shown(command)} is not known. Use one of ${commandNames.join(', ')}.`);
  }
  const { fields: known, read } = readers[command as Command['command']];
  const unknown = Object.keys(fields).find((field) => !known.includes(field));
  if (unknown !== undefined) {
    const allowed = known.length > 0 ? `It takes ${known.join(', ')}.` : 'It takes no arguments.';
    throw badInput(`${unknown}: ${command} does not know this field. ${allowed}`);
  }
  return read(fields);
}
