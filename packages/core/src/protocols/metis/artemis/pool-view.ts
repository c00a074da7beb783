import { readViewBlock, requireBlock } from '../../../chain/block';
import { readLogTimes } from '../../../chain/block-times';
import type { Log } from '../../../chain/logs';
import { ReadBatch } from '../../../chain/read-batch';
import { isStakingError } from '../../../errors';
import { storeKey, type PoolContext } from '../../../networks/context';
import type { PoolTrouble, PoolView } from '../../../staking/pool';
import { aprDays, unknownWindow, type AprWindow } from '../../../staking/rate';
import { aprOf } from '../../../staking/windows';
import type { Seconds } from '../../../units';
import { artemisOn } from './contracts';
import { lastHarvestOf } from './last-harvest';
import { rateMark } from './share-maths';
import { addArtemisState, claimDelayOf, troublesOf, type ArtemisState } from './state';
import { harvestsOf, queuedAssets, readMissingFunds, readPoolRecord, totalsAt, type PoolRecord } from './totals';

const daySeconds = 86_400;

/** The pool's record; `null` where the node gives no logs. */
async function tryRecord(context: PoolContext, state: ArtemisState): Promise<PoolRecord | null> {
  return readPoolRecord(context, state).catch((error: unknown) => {
    if (isStakingError(error, 'CHAIN_UNAVAILABLE')) {
      return null;
    }
    throw error;
  });
}

/** Reads the time of one of some logs. */
function timeReader(context: PoolContext, state: ArtemisState): (log: Log) => Promise<Seconds> {
  const { request, store } = context;
  const times = new Map<number, Seconds>();
  return async (log: Log): Promise<Seconds> => {
    const kept = store && { store, key: storeKey(context, 'times') };
    const known = times.get(log.blockNumber);
    const time = known ?? (await readLogTimes(request, [log], { kept, newest: state.block })).get(log.blockNumber) ?? 0;
    times.set(log.blockNumber, time);
    return time;
  };
}

/** The place of the newest of some logs that is no younger than a time; -1 without one. Halves the row, since each time may be a request. */
async function placeBefore(
  logs: readonly Log[],
  time: Seconds,
  timeOf: (log: Log) => Promise<Seconds>,
): Promise<number> {
  let [low, high] = [-1, logs.length];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((await timeOf(logs[middle] as Log)) <= time) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

async function ratesOf(
  context: PoolContext,
  state: ArtemisState,
  record: PoolRecord,
  days: readonly number[],
): Promise<AprWindow[]> {
  const harvests = harvestsOf(record);
  const last = harvests.at(-1);
  if (!last) {
    return days.map(unknownWindow);
  }
  const timeOf = timeReader(context, state);
  const end = await timeOf(last);
  const starts: number[] = [];
  for (const each of days) {
    starts.push(await placeBefore(harvests, end - each * daySeconds, timeOf));
  }
  // A window that is longer than the pool's life begins with its first harvest, where that is known to be it.
  const firsts = starts.map((place) => harvests[place < 0 && record.isWhole ? 0 : place]);
  const blocks = firsts.flatMap((log) => (log ? [log.blockNumber] : []));
  const [totals] = await Promise.all([
    totalsAt(context, record, [...blocks, last.blockNumber]),
    requireBlock(context.request, state.block),
  ]);
  const newestTotals = totals?.get(last.blockNumber);
  // Of a record that lacks something, the newest harvest may be missing: artMETIS is worth more today then.
  const isNewest = record.isWhole || (newestTotals && rateMark(newestTotals) === rateMark(state));
  const to = isNewest ? newestTotals : undefined;
  return Promise.all(
    days.map(async (each, index) => {
      const log = firsts[index];
      const from = log && totals?.get(log.blockNumber);
      if (!log || !from || !to) {
        return unknownWindow(each);
      }
      const [first, newest] = [
        { blockNumber: log.blockNumber, time: await timeOf(log) },
        { blockNumber: last.blockNumber, time: end },
      ];
      const count = harvests.length - 1 - harvests.indexOf(log);
      return aprOf({ days: each, first, last: newest, harvests: count }, from, to);
    }),
  );
}

/**
 * The yearly rates over some windows of days: what artMETIS was worth after a harvest that long ago, against after the
 * newest one. Where neither the pool's logs nor old state tell it for sure, it is left unknown.
 * @throws StakingError CHAIN_INCONSISTENT when the chain was reorganised since the state.
 */
export async function readArtemisRates(
  context: PoolContext,
  state: ArtemisState,
  days: readonly number[],
): Promise<AprWindow[]> {
  const record = await tryRecord(context, state);
  return record ? ratesOf(context, state, record, days) : days.map(unknownWindow);
}

async function troublesBy(
  context: PoolContext,
  state: ArtemisState,
  record: PoolRecord | null,
): Promise<PoolTrouble[]> {
  const [last, missing] = await Promise.all([
    record ? lastHarvestOf(context, state, record) : undefined,
    record ? readMissingFunds(context, record, state) : 0n,
  ]);
  return troublesOf(state, last, missing);
}

/** What makes Artemis look dead. */
export async function readArtemisTroubles(context: PoolContext, state: ArtemisState): Promise<PoolTrouble[]> {
  return troublesBy(context, state, await tryRecord(context, state));
}

/**
 * Reads Artemis in two requests: the block, then everything at that block.
 * @throws StakingError CHAIN_UNAVAILABLE or CHAIN_INCONSISTENT.
 */
export async function readArtemisState(context: PoolContext, minBlock = 0): Promise<ArtemisState> {
  const { request, network } = context;
  const block = await readViewBlock(request, minBlock);
  const batch = new ReadBatch(network.multicall3);
  const pending = addArtemisState(batch, context);
  await batch.run(request, block);
  return pending.read(block);
}

/** What somebody who looks at Artemis wants to know. */
export async function readArtemisView(context: PoolContext, minBlock = 0): Promise<PoolView<ArtemisState>> {
  const state = await readArtemisState(context, minBlock);
  const record = await tryRecord(context, state);
  const [apr, troubles] = await Promise.all([
    record ? ratesOf(context, state, record, aprDays) : aprDays.map(unknownWindow),
    troublesBy(context, state, record),
  ]);
  const { withdrawalManager, rewardPool, token } = artemisOn(context.network);
  return {
    state,
    apr,
    exitTerms: {
      claimDelay: claimDelayOf(state),
      way: 'release',
      queuedAssets: record && queuedAssets(record, state),
      freeAssets: state.poolBalance,
    },
    escrows: [withdrawalManager, rewardPool, token],
    troubles,
  };
}
