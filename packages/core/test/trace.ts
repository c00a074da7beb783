import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Log } from '../src/chain/logs';
import type { Address, Hex } from '../src/units';

/** Where an exit stands in the queue, as the getters answered. */
export type TraceQueuePlace = { exitQueueIndex: string; left: string; exited: string; assets: string };

/** An open position as the getters and a simulated claim answered it; listed with its owner. */
export type TracePosition = TraceQueuePlace & {
  id: string;
  ticket: string;
  timestamp: number;
  receiver: Address;
  shares: string;
  leftAssets: string;
  claimableByEthCall: { ok: boolean; data: Hex };
};

/** `trueRewards` was kept from ETH measured in and out of accounts: what a replay is compared with, never its input. */
export type TraceUser = { shares: string; assets: string; positions: TracePosition[]; trueRewards: string };

/** The pool as it would be after a harvest that was possible, simulated; positions by their `id`. */
export type TraceAfterHarvest = {
  totalAssets: string;
  totalShares: string;
  users: Record<Address, Pick<TraceUser, 'shares' | 'assets' | 'trueRewards'>>;
  positions: Record<string, TraceQueuePlace>;
};

export type TraceState = {
  block: number;
  timestamp: number;
  version: number;
  totalAssets: string;
  totalShares: string;
  withdrawableAssets: string;
  isStateUpdateRequired: boolean;
  canHarvest: boolean;
  feePercent: number;
  feeRecipient: Address;
  vaultBalance: string;
  /** `vaultReward`: what the Keeper's reports of the vault add up to. */
  keeper: {
    rewardsNonce: number;
    vaultNonce: number;
    vaultReward?: string;
    rewardsRoot: Hex;
    lastRewardsTimestamp: number;
  };
  queue: { queuedShares: string; unclaimedAssets: string; totalTickets: string };
  users: Record<Address, TraceUser>;
  afterHarvest?: TraceAfterHarvest | null;
};

export type TraceHarvestParams = { rewardsRoot: Hex; reward: string; unlockedMevReward: string; proof: Hex[] };

export type TraceStep = {
  n: number;
  action: { type: string; harvestParams?: TraceHarvestParams };
  tx: { hash: Hex; blockNumber: number; timestamp: number; status: number; input: Hex } | null;
  logs: Log[];
  state: TraceState | null;
};

export type Trace = {
  label: string;
  chainId: number;
  vault: Address;
  keeper: Address;
  vaultsRegistry: Address;
  mevEscrow: Address;
  firstBlock: number;
  impl?: Record<string, Address>;
  claimDelaySeconds?: Record<string, number>;
  steps: TraceStep[];
};

export const traceNames = ['fox-v1-a', 'fox-v2-a', 'fox-v2h-a'] as const;

/** The file is no trace; says where and why. */
export class TraceFormatError extends Error {
  override readonly name = 'TraceFormatError';
}

type Check = (value: unknown, path: string) => void;

function check(words: string, test: (value: unknown) => boolean): Check {
  return (value, path) => {
    if (!test(value)) {
      throw new TraceFormatError(`${path} is not ${words}`);
    }
  };
}

const matches =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && pattern.test(value);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const amount = check('an amount in wei (a decimal string)', matches(/^-?\d+$/u));
const address = check('an address', matches(/^0x[0-9a-fA-F]{40}$/u));
const hex = check('a hex string', matches(/^0x([0-9a-fA-F]{2})*$/u));
const text = check('a text', (value) => typeof value === 'string');
const integer = check('a whole number', Number.isSafeInteger);
const flag = check('true or false', (value) => typeof value === 'boolean');

const object =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, path) => {
    if (!isObject(value)) {
      throw new TraceFormatError(`${path} is not an object`);
    }
    for (const [name, checkField] of Object.entries(fields)) {
      checkField(value[name], `${path}.${name}`);
    }
  };
const list =
  (checkItem: Check): Check =>
  (value, path) => {
    if (!Array.isArray(value)) {
      throw new TraceFormatError(`${path} is not a list`);
    }
    value.forEach((item, position) => {
      checkItem(item, `${path}[${position}]`);
    });
  };
const record =
  (checkItem: Check, checkKey?: Check): Check =>
  (value, path) => {
    object({})(value, path);
    for (const [key, item] of Object.entries(value as object)) {
      checkKey?.(key, `the key ${key} of ${path}`);
      checkItem(item, `${path}.${key}`);
    }
  };
const optional =
  (checkPresent: Check): Check =>
  (value, path) => {
    if (value !== undefined && value !== null) {
      checkPresent(value, path);
    }
  };

const place = { exitQueueIndex: amount, left: amount, exited: amount, assets: amount };
const position = object({
  ...place,
  id: text,
  ticket: amount,
  timestamp: integer,
  receiver: address,
  shares: amount,
  leftAssets: amount,
  claimableByEthCall: object({ ok: flag, data: hex }),
});
const user = { shares: amount, assets: amount, trueRewards: amount };
const state = object({
  block: integer,
  timestamp: integer,
  version: integer,
  totalAssets: amount,
  totalShares: amount,
  withdrawableAssets: amount,
  isStateUpdateRequired: flag,
  canHarvest: flag,
  feePercent: integer,
  feeRecipient: address,
  vaultBalance: amount,
  keeper: object({
    rewardsNonce: integer,
    vaultNonce: integer,
    vaultReward: optional(amount),
    rewardsRoot: hex,
    lastRewardsTimestamp: integer,
  }),
  queue: object({ queuedShares: amount, unclaimedAssets: amount, totalTickets: amount }),
  users: record(object({ ...user, positions: list(position) }), address),
  afterHarvest: optional(
    object({
      totalAssets: amount,
      totalShares: amount,
      users: record(object(user), address),
      positions: record(object(place)),
    }),
  ),
});
const trace = object({
  label: text,
  chainId: integer,
  vault: address,
  keeper: address,
  vaultsRegistry: address,
  mevEscrow: address,
  firstBlock: integer,
  impl: optional(record(address)),
  claimDelaySeconds: optional(record(integer)),
  steps: list(
    object({
      n: integer,
      action: object({
        type: text,
        harvestParams: optional(
          object({ rewardsRoot: hex, reward: amount, unlockedMevReward: amount, proof: list(hex) }),
        ),
      }),
      tx: optional(object({ hash: hex, blockNumber: integer, timestamp: integer, status: integer, input: hex })),
      logs: list(
        object({
          address,
          topics: list(hex),
          data: hex,
          blockNumber: integer,
          logIndex: integer,
          transactionHash: hex,
        }),
      ),
      state: optional(state),
    }),
  ),
});

/**
 * Reads a trace, gzipped or not, and checks every field that is used.
 * @throws TraceFormatError when it is no trace of the format `fox-trace-1`; the error of `fs` when there is no file.
 */
export function readTraceFile(file: string): Trace {
  const bytes = readFileSync(file);
  let value: unknown;
  try {
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
    value = JSON.parse((isGzip ? gunzipSync(bytes) : bytes).toString('utf8'));
  } catch (error) {
    throw new TraceFormatError(`it cannot be parsed as JSON (${error instanceof Error ? error.message : 'damaged'})`);
  }
  if (!isObject(value) || value['schema'] !== 'fox-trace-1') {
    throw new TraceFormatError('it does not say "schema": "fox-trace-1"');
  }
  trace(value, 'trace');
  return value as Trace;
}

/** A recorded life of a real vault, out of the fixtures. */
export function loadTrace(name: (typeof traceNames)[number]): Trace {
  return readTraceFile(join(__dirname, 'fixtures', `${name}.json.gz`));
}
