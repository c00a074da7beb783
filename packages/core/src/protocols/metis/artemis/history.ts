import { requireBlock } from '../../../chain/block';
import { readLogTimes } from '../../../chain/block-times';
import { StakingError } from '../../../errors';
import { storeKey, type PoolContext } from '../../../networks/context';
import { historyIncomplete, totalsUnproven } from '../../../staking/history-gap';
import type { Span } from '../../../staking/protocol';
import { yearlyRate } from '../../../staking/rate';
import type { RewardHistory, TimedReward } from '../../../staking/rewards';
import type { Seconds } from '../../../units';
import { putInBy, type Movement } from './ledger';
import type { ArtemisPosition } from './position';
import { worthOf } from './share-maths';
import { harvestsOf, readPoolRecord } from './totals';

/** What a movement does to artMETIS held, and to METIS that requests are promised. */
function changeOf({ type, shares, assets }: Movement): { readonly held: bigint; readonly promised: bigint } {
  const [moved, worth] = [shares ?? 0n, assets ?? 0n];
  switch (type) {
    case 'stake':
    case 'received':
      return { held: moved, promised: 0n };
    case 'sent':
      return { held: -moved, promised: 0n };
    case 'exit-requested':
      return { held: -moved, promised: worth };
    default:
      return { held: 0n, promised: -worth };
  }
}

/**
 * How an account's rewards came about since `from` and before `to`: what each harvest brought, to the wei. All points
 * together are the lifetime rewards of the position.
 * @throws StakingError HISTORY_INCOMPLETE when logs of the account or the pool are missing; CHAIN_UNAVAILABLE,
 * CHAIN_INCONSISTENT when the chain was reorganised since the position.
 */
export async function readArtemisHistory(
  context: PoolContext,
  { state, gap, ledger: { movements } }: ArtemisPosition,
  { from = 0, to = Infinity }: Span,
): Promise<RewardHistory> {
  if (gap) {
    throw historyIncomplete(gap);
  }
  const { block } = state;
  const [first] = movements;
  if (!first) {
    return { points: [], rewards: 0n, apr: null };
  }
  const { request, pool, store } = context;
  const record = await readPoolRecord(context, state);
  if (!record.isWhole) {
    throw historyIncomplete(totalsUnproven(pool.deployBlock, block.number));
  }
  const harvests = harvestsOf(record).filter(({ blockNumber }) => blockNumber >= first.log.blockNumber);
  const times = await readLogTimes(request, [...harvests, ...movements.map(({ log }) => log)], {
    kept: store && { store, key: storeKey(context, 'times') },
    newest: block,
  });
  await requireBlock(request, block);
  times.set(block.number, block.timestamp);
  const timeOf = (number: number): Seconds => {
    const time = times.get(number);
    if (time === undefined) {
      throw new StakingError('CHAIN_INCONSISTENT', { kind: 'no-time-of-block', blockNumber: number });
    }
    return time;
  };
  const hashes = new Map(harvests.map(({ blockNumber, transactionHash }) => [blockNumber, transactionHash]));
  const ends = new Set([...hashes.keys(), block.number]);
  const marks = [...new Set([...ends, ...movements.map(({ log }) => log.blockNumber)])].sort((a, b) => a - b);
  const points: TimedReward[] = [];
  let next = 0;
  let [held, promised, putIn, value] = [0n, 0n, 0n, 0n];
  // What earned, times the seconds within the span that it did.
  let basis = 0n;
  let before = { time: 0, staked: 0n };
  for (const mark of marks) {
    const time = timeOf(mark);
    const seconds = Math.min(time, to) - Math.max(before.time, from);
    basis += seconds > 0 ? before.staked * BigInt(seconds) : 0n;
    for (let each = movements[next]; each?.log.blockNumber === mark; each = movements[next]) {
      const change = changeOf(each);
      [held, promised, putIn] = [held + change.held, promised + change.promised, putIn + (putInBy(each) ?? 0n)];
      next += 1;
    }
    const staked = worthOf(held, mark === block.number ? state : record.at(mark));
    before = { time, staked };
    if (ends.has(mark)) {
      const now = staked + promised;
      const reward = now - value - putIn;
      const transactionHash = hashes.get(mark) ?? null;
      points.push({ blockNumber: mark, reward, putIn, value: now, time, transactionHash });
      [value, putIn] = [now, 0n];
    }
  }
  const within = points.filter(({ time }) => time >= from && time < to);
  const rewards = within.reduce((sum, { reward }) => sum + reward, 0n);
  return { points: within, rewards, apr: yearlyRate(rewards, basis) };
}
