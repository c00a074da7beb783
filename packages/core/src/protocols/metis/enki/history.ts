import type { PoolContext } from '../../../networks/context';
import { historyIncomplete, totalsUnproven } from '../../../staking/history-gap';
import type { Span } from '../../../staking/protocol';
import { yearlyRate } from '../../../staking/rate';
import type { RewardHistory, TimedReward } from '../../../staking/rewards';
import { isSameAddress, type Hex, type Seconds, type Wei } from '../../../units';
import { readTimes, timeOf, type Movement } from './movements';
import type { EnkiPosition } from './position';
import { toAssets } from './state';
import { readBook, type VaultBook } from './vault-book';

/** What an account had at a place in the chain, by its movements up to there: shares, and eMETIS that vests. */
type Held = { shares: bigint; exiting: Wei; putIn: Wei };

function move(held: Held, { type, assets, shares, putIn }: Movement): void {
  held.putIn += putIn ?? 0n;
  if (type === 'stake' || (type === 'received' && shares !== null)) {
    held.shares += shares ?? 0n;
  } else if (type === 'sent' || type === 'redeemed') {
    held.shares -= shares ?? 0n;
  } else if (type === 'exit-requested' || type === 'received') {
    held.exiting += assets ?? 0n;
  } else if (type === 'claimed') {
    held.exiting -= assets ?? 0n;
  }
}

type Point = Omit<TimedReward, 'time'>;

/** The gain at each reward of the vault, and what rounding brought since the last one. */
function vaultPoints({ movements, assets, exitingAssets, state }: EnkiPosition, { rewards }: VaultBook): Point[] {
  const held: Held = { shares: 0n, exiting: 0n, putIn: 0n };
  const points: Point[] = [];
  let [next, gained, putIn] = [0, 0n, 0n];
  const addPoint = (blockNumber: number, value: Wei, transactionHash: Hex | null): void => {
    const all = value - held.putIn;
    points.push({ blockNumber, reward: all - gained, putIn: held.putIn - putIn, value, transactionHash });
    [gained, putIn] = [all, held.putIn];
  };
  for (const { log, assets: reward, before } of rewards) {
    for (; next < movements.length; next += 1) {
      const movement = movements[next] as Movement;
      const at = movement.log;
      if (at.blockNumber > log.blockNumber || (at.blockNumber === log.blockNumber && at.logIndex > log.logIndex)) {
        break;
      }
      move(held, movement);
    }
    if (held.shares > 0n) {
      const totals = { ...before, totalAssets: before.totalAssets + reward };
      addPoint(log.blockNumber, toAssets(held.shares, totals) + held.exiting, log.transactionHash);
    }
  }
  for (const movement of movements.slice(next)) {
    move(held, movement);
  }
  addPoint(state.block.number, assets + exitingAssets, null);
  return points;
}

/** What fees of the queue took: eMETIS earns nothing. */
function feePoints({ movements, assets, exitingAssets, state }: EnkiPosition): Point[] {
  const points: Point[] = [];
  let [value, putIn] = [0n, 0n];
  for (const { fee, log, putIn: more } of movements) {
    putIn += more ?? 0n;
    value += (more ?? 0n) - fee;
    if (fee > 0n) {
      points.push({ blockNumber: log.blockNumber, reward: -fee, putIn, value, transactionHash: log.transactionHash });
      putIn = 0n;
    }
  }
  points.push({
    blockNumber: state.block.number,
    reward: 0n,
    putIn,
    value: assets + exitingAssets,
    transactionHash: null,
  });
  return points;
}

/**
 * How the rewards of a position came about: at each reward of the vault, or as fees of the queue. All of it adds up to the
 * lifetime rewards.
 * @throws StakingError HISTORY_INCOMPLETE where logs are missing, CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
export async function readHistory(
  context: PoolContext,
  position: EnkiPosition,
  { from, to }: Span,
): Promise<RewardHistory> {
  const { state, account, gap } = position;
  if (gap) {
    throw historyIncomplete(gap);
  }
  let points = [];
  if (isSameAddress(context.pool.address, state.contracts.seMetis)) {
    const book = await readBook(context, state);
    if (!book) {
      throw historyIncomplete(totalsUnproven(context.pool.deployBlock, state.block.number));
    }
    const logs = book.rewards.map(({ log }) => log);
    points = await withTimes(context, vaultPoints(position, book), logs, position, 'vault');
  } else {
    const logs = position.movements.map(({ log }) => log);
    points = await withTimes(context, feePoints(position), logs, position, account);
  }
  const isInside = ({ time }: TimedReward): boolean =>
    (from === undefined || time >= from) && (to === undefined || time < to);
  const inside = points.filter(isInside);
  const rewards = inside.reduce((sum, { reward }) => sum + reward, 0n);
  return { points: inside, rewards, apr: rateOf(points, isInside, rewards) };
}

async function withTimes(
  context: PoolContext,
  points: readonly Point[],
  logs: Parameters<typeof readTimes>[2],
  { state }: EnkiPosition,
  name: string,
): Promise<TimedReward[]> {
  const needed = new Set(points.map(({ blockNumber }) => blockNumber));
  const times = new Map(
    await readTimes(
      context,
      name,
      logs.filter(({ blockNumber }) => needed.has(blockNumber)),
      state.block,
    ),
  );
  times.set(state.block.number, state.block.timestamp);
  return points.map((point) => ({ ...point, time: timeOf(times, point.blockNumber) }));
}

/** What was earned against what earned it, from each point to the next. */
function rateOf(
  points: readonly TimedReward[],
  isInside: (point: TimedReward) => boolean,
  rewards: Wei,
): bigint | null {
  let basis = 0n;
  let before: { time: Seconds; value: Wei } | undefined;
  for (const point of points) {
    if (before && isInside(point)) {
      basis += before.value * BigInt(point.time - before.time);
    }
    before = point;
  }
  return yearlyRate(rewards, basis);
}
