import { join } from 'node:path';
import type { Log } from '../../src/chain/logs';
import type { Address, Hex } from '../../src/units';
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
} from '../trace-checks';

/** A sequencer as the getter answered. Amounts and counts are decimal strings. */
export type RecordedSequencer = Record<
  | 'amount'
  | 'reward'
  | 'activationBatch'
  | 'updatedBatch'
  | 'deactivationBatch'
  | 'deactivationTime'
  | 'unlockClaimTime'
  | 'nonce',
  string
> & { owner: Address; signer: Address; pubkey: Hex; rewardRecipient: Address; status: number };

/** Kept from calldata and balances, never from logs: what a replay is compared with, never its input. */
export type RecordedSums = Record<'paidIn' | 'paidBack' | 'earned' | 'compounded' | 'bridged', string>;

export type LockingState = {
  block: number;
  timestamp: number;
  pool: {
    seqStatuses: string[];
    totalSequencers: string;
    currentBatch: string;
    curBatchState: Record<'id' | 'number' | 'startEpoch' | 'endEpoch', string>;
    rewardPerBlock: string;
    exitDelayPeriod: string;
    paused: boolean;
    escrow: Address;
  };
  info: Record<'minLock' | 'maxLock' | 'totalLocked' | 'totalRewardsLiquidated', string> &
    Record<'rewardPayer' | 'bridge' | 'l1Token', Address>;
  sequencers: Record<string, RecordedSequencer>;
  users: Record<Address, { whitelist: boolean; seqOwner: string; metis: string; allowance?: string }>;
  metis: { info: string };
  eth: { pool: string; info: string };
  /** Why each deed of an owner would be refused, or `ok`. */
  can: Record<string, Record<string, string>>;
  truth: Record<string, RecordedSums>;
};

/** After a revert: all else is as in the last full state. */
export type UnchangedState = Pick<LockingState, 'block' | 'timestamp' | 'can'> & { unchanged: true };

export type RecordedTransaction = {
  hash: Hex;
  blockNumber: number;
  timestamp: number;
  from: Address;
  to: Address;
  value: string;
  input: Hex;
  status: number;
  revertName?: string | null;
};

export type LockingStep<State = LockingState | UnchangedState> = {
  n: number;
  action: { type: string; by: string };
  tx: RecordedTransaction;
  logs: Pick<Log, 'address' | 'topics' | 'data' | 'logIndex'>[];
  state: State | null;
};

/** The life of one pool. */
export type LockingLife = {
  chainId: number;
  l2ChainId: number;
  contracts: Record<'lockingPool' | 'lockingInfo' | 'metis' | 'bridge' | 'lockingPoolImplementation', Address>;
  users: Record<Address, string>;
  firstBlock: number;
  steps: LockingStep[];
};

export type RecordedEpoch = { number: string; signer: Address; startBlock: string; endBlock: string };

export type SetState = {
  block: number;
  currentEpoch: RecordedEpoch;
  finalizedBlock: string;
  epochs: Record<string, RecordedEpoch>;
  byBlock: Record<string, { epoch: string; sequencer: Address }>;
};

export type LockingTrace = LockingLife & {
  label: string;
  newerPool: LockingLife;
  sequencerSet: { chainId: number; contract: Address; firstBlock: number; steps: LockingStep<SetState>[] };
};

const fields = <Name extends string, Value>(value: Value, ...names: Name[]): Record<Name, Value> =>
  Object.fromEntries(names.map((name) => [name, value])) as Record<Name, Value>;

const sums = object(fields(amount, 'paidIn', 'paidBack', 'earned', 'compounded', 'bridged'));
const sequencer = object({
  ...fields(amount, 'amount', 'reward', 'activationBatch', 'updatedBatch', 'deactivationBatch', 'deactivationTime'),
  ...fields(amount, 'unlockClaimTime', 'nonce'),
  ...fields(address, 'owner', 'signer', 'rewardRecipient'),
  pubkey: hex,
  status: integer,
});
const can = record(record(text));
const fullState = object({
  block: integer,
  timestamp: integer,
  pool: object({
    seqStatuses: list(amount),
    ...fields(amount, 'totalSequencers', 'currentBatch', 'rewardPerBlock', 'exitDelayPeriod'),
    curBatchState: object(fields(amount, 'id', 'number', 'startEpoch', 'endEpoch')),
    paused: flag,
    escrow: address,
  }),
  info: object({
    ...fields(amount, 'minLock', 'maxLock', 'totalLocked', 'totalRewardsLiquidated'),
    ...fields(address, 'rewardPayer', 'bridge', 'l1Token'),
  }),
  sequencers: record(sequencer, amount),
  users: record(object({ whitelist: flag, seqOwner: amount, metis: amount, allowance: optional(amount) }), address),
  metis: object({ info: amount }),
  eth: object({ pool: amount, info: amount }),
  can,
  truth: record(sums, amount),
});
const unchangedState = object({ block: integer, timestamp: integer, can });
const epoch = object({ ...fields(amount, 'number', 'startBlock', 'endBlock'), signer: address });
const setState = object({
  block: integer,
  currentEpoch: epoch,
  finalizedBlock: amount,
  epochs: record(epoch, amount),
  byBlock: record(object({ epoch: amount, sequencer: address }), amount),
});

const steps = (state: (value: unknown, path: string) => void): ReturnType<typeof list> =>
  list(
    object({
      n: integer,
      action: object({ type: text, by: text }),
      tx: object({
        hash: hex,
        ...fields(integer, 'blockNumber', 'timestamp', 'status'),
        ...fields(address, 'from', 'to'),
        value: amount,
        input: hex,
      }),
      logs: list(object({ address, topics: list(hex), data: hex, logIndex: integer })),
      state: optional(state),
    }),
  );

const life = {
  chainId: integer,
  l2ChainId: integer,
  contracts: object(fields(address, 'lockingPool', 'lockingInfo', 'metis', 'bridge', 'lockingPoolImplementation')),
  users: record(text, address),
  firstBlock: integer,
  steps: steps((value, path) => {
    const isUnchanged = (value as { unchanged?: unknown }).unchanged === true;
    (isUnchanged ? unchangedState : fullState)(value, path);
  }),
};

const trace = object({
  label: text,
  ...life,
  newerPool: object(life),
  sequencerSet: object({ chainId: integer, contract: address, firstBlock: integer, steps: steps(setState) }),
});

export const lockingSchema = 'metis-locking-trace-1';

/** Checks that a record is a life of the sequencer pool. Throws TraceFormatError where it is none. */
export function toLockingTrace(value: Readonly<Record<string, unknown>>): LockingTrace {
  if (value['schema'] !== lockingSchema) {
    throw new TraceFormatError(`it does not say "schema": "${lockingSchema}"`);
  }
  trace(value, 'trace');
  return value as LockingTrace;
}

/** The logs of a step as a node gives them: the record names block and transaction beside. */
export function logsOf({ tx: { blockNumber, hash }, logs }: Pick<LockingStep, 'tx' | 'logs'>): Log[] {
  return logs.map((log) => ({ ...log, blockNumber, transactionHash: hash }));
}

/** The recorded life of the real contracts, out of the fixtures. */
export function loadLockingTrace(): LockingTrace {
  return toLockingTrace(readRecord(join(__dirname, '..', 'fixtures', 'metis-locking-a.json.gz')));
}
