import { join } from 'node:path';
import type { Log } from '../src/chain/logs';
import type { Address, Hex } from '../src/units';
import {
  address,
  amount,
  flag,
  hex,
  integer,
  list,
  object,
  optional,
  readRecord,
  record,
  text,
  TraceFormatError,
} from './trace-checks';

export { TraceFormatError } from './trace-checks';

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

/** Checks every field that is used of a trace. Throws TraceFormatError for a record that is none of the format `fox-trace-1`. */
export function toTrace(value: Readonly<Record<string, unknown>>): Trace {
  if (value['schema'] !== 'fox-trace-1') {
    throw new TraceFormatError('it does not say "schema": "fox-trace-1"');
  }
  trace(value, 'trace');
  return value as Trace;
}

/** A recorded life of a real vault, out of the fixtures. */
export function loadTrace(name: (typeof traceNames)[number]): Trace {
  return toTrace(readRecord(join(__dirname, 'fixtures', `${name}.json.gz`)));
}
