import { readLogTimes } from '../../../chain/block-times';
import type { Block } from '../../../chain/block';
import { noWitnesses, readWitnessedLogs, type WitnessedLogs } from '../../../chain/log-checkpoint';
import type { Log, LogFilter } from '../../../chain/logs';
import { wordAt } from '../../../chain/numbers';
import { StakingError } from '../../../errors';
import { storeKey, type PoolContext } from '../../../networks/context';
import type { Entry, EntryType } from '../../../staking/entry';
import type { Address, Seconds, Shares, Wei } from '../../../units';

/** One movement of an account's stake, with what it means for what the account put in. */
export type Movement = {
  readonly type: EntryType;
  readonly log: Log;
  readonly assets: Wei | null;
  readonly shares: Shares | null;
  readonly counterparty: Address | null;
  /** What came into the pool from outside, or left it where it is negative; `null` where nothing tells its worth. */
  readonly putIn: Wei | null;
  /** What the pool kept of it. */
  readonly fee: Wei;
  /** The ticket that it is about; absent: none. */
  readonly exit?: bigint;
};

/** How logs are read. */
export type LogOptions = { readonly fresh?: boolean; readonly signal?: AbortSignal | undefined };

/** Logs of a pool under a name, up to the block of a view, which may still be asked for. Kept where there is a store. */
export async function readLogs(
  context: PoolContext,
  name: string,
  filters: readonly LogFilter[],
  to: Block | Promise<Block>,
  { fresh, signal }: LogOptions = {},
): Promise<WitnessedLogs<object>> {
  const { request, network, pool, store } = context;
  const place = { key: storeKey(context, name, 'logs'), fromBlock: pool.deployBlock, reorgDepth: network.reorgDepth };
  const options = { fresh, signal, mayLackOld: true };
  return readWitnessedLogs(request, { store, filters, ...place, to, options }, noWitnesses(filters));
}

/** Times of the blocks of logs, kept by account where there is a store. */
export async function readTimes(
  context: PoolContext,
  account: string,
  logs: readonly Log[],
  newest: Block,
): Promise<ReadonlyMap<number, Seconds>> {
  const { request, store } = context;
  return readLogTimes(request, logs, { kept: store && { store, key: storeKey(context, account, 'times') }, newest });
}

/** A time that was read. Throws StakingError CHAIN_INCONSISTENT where it lacks. */
export function timeOf(times: ReadonlyMap<number, Seconds>, blockNumber: number): Seconds {
  const time = times.get(blockNumber);
  if (time === undefined) {
    throw new StakingError('CHAIN_INCONSISTENT', { kind: 'no-time-of-block', blockNumber });
  }
  return time;
}

/** Movements as entries. Throws StakingError CHAIN_INCONSISTENT where a time lacks. */
export function toEntries(movements: readonly Movement[], times: ReadonlyMap<number, Seconds>): Entry[] {
  return movements.map(({ type, log, assets, shares, counterparty, exit }) => {
    const { blockNumber, logIndex, transactionHash } = log;
    const time = timeOf(times, blockNumber);
    const entry = { type, time, blockNumber, logIndex, transactionHash, assets, shares, counterparty };
    return exit === undefined ? entry : { ...entry, exit };
  });
}

/** An indexed account of a log, by its topic's place; lower case. */
export function accountIn({ topics }: Log, place: number): Address {
  return `0x${(topics[place] ?? '').slice(-40).toLowerCase()}`;
}

/** A number in a log's data. Throws StakingError CHAIN_INCONSISTENT where there is none. */
export function numberIn({ data, blockNumber, logIndex }: Log, place: number): bigint {
  const value = wordAt(data, place);
  if (value === undefined) {
    throw new StakingError('CHAIN_INCONSISTENT', { kind: 'damaged-log', blockNumber, logIndex });
  }
  return value;
}
