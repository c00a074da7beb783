import { sharesToAssets, type Totals } from '../vault/share-maths';
import type { RewardPoint } from '../../../staking/rewards';
import type { Wei } from '../../../units';
import { exitValueAt, type QueueCheckpoint } from '../exit-queue/queue-history';
import type { HoldingSpan } from './holding-spans';

/**
 * What an account gained from the end of each span to the end of the next: value after, plus what was paid out, less
 * what was staked, less value before. All points together are, to the wei, the rewards between the first and the last
 * block; queued shares earn until a harvest burns them. The price moves in harvests only, so their blocks are the ones
 * of interest.
 * @param spans of the account, oldest first; the first one's end is where the rewards begin.
 * @param totals at the end of each span.
 * @param checkpoints of the queue since the oldest exit that is open at the end of the first span.
 */
export function rewardPoints(
  spans: readonly HoldingSpan[],
  totals: ReadonlyMap<number, Totals>,
  checkpoints: readonly QueueCheckpoint[],
): RewardPoint[] {
  const points: RewardPoint[] = [];
  let before: Wei | undefined;
  for (const { blockNumber, shares, openExits, putIn } of spans) {
    const then = totals.get(blockNumber) as Totals;
    let value = sharesToAssets(shares, then);
    for (const exit of openExits) {
      value += exitValueAt(exit, checkpoints, blockNumber, then);
    }
    if (before !== undefined) {
      points.push({ blockNumber, reward: value - before - putIn, putIn, value });
    }
    before = value;
  }
  return points;
}
