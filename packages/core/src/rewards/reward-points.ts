import type { Log } from '../chain/logs';
import type { PoolEvent } from '../pool/events';
import { settle, toTicket, type ExitTicket } from '../pool/exit-queue';
import { sharesToAssets, type Totals } from '../pool/share-maths';
import type { Address, Shares, Wei } from '../units';
import { exitValueAt, type QueueCheckpoint } from './queue-history';

/** What an account gained between the point before and the end of this block. */
export type RewardPoint = {
  readonly blockNumber: number;
  /** In wei; negative with a penalty. */
  readonly reward: Wei;
  /** What it put in meanwhile, less what it took out. */
  readonly putIn: Wei;
  /** What the account had in the pool at the end of the block: stake and open exits. */
  readonly value: Wei;
};

/** An account's side of the pool while its events are replayed. */
type Holding = { shares: Shares; readonly open: Map<bigint, ExitTicket> };

/** Takes one event into a holding. Returns the ETH that the account put in with it, negative what it took out. */
function apply(holding: Holding, event: PoolEvent, own: string): Wei {
  switch (event.name) {
    case 'Deposited':
      if (event.receiver === own) {
        holding.shares += event.shares;
        return event.assets;
      }
      break;
    case 'Redeemed':
      if (event.owner === own) {
        holding.shares -= event.shares;
        return -event.assets;
      }
      break;
    case 'FeeSharesMinted':
      if (event.receiver === own) {
        holding.shares += event.shares;
      }
      break;
    case 'ExitQueueEntered':
      if (event.owner === own) {
        holding.shares -= event.shares;
        holding.open.set(event.ticket, toTicket(event));
      }
      break;
    case 'ExitedAssetsClaimed': {
      const exit = holding.open.get(event.previousTicket);
      if (exit) {
        settle(holding.open, exit, event);
        return -event.assets;
      }
      break;
    }
    default:
  }
  return 0n;
}

/** Is told what an account put into the pool, in wei, negative what it took out, and the log that says so. */
export type OnFlow = (assets: Wei, log: Log) => void;

/**
 * Replays an account from its first event and says what it gained from each block of interest to the next: value after,
 * plus what was paid out, less what was staked, less value before. All points together are, to the wei, the rewards
 * between the first and the last block; queued shares earn until a harvest burns them. The price moves in harvests only,
 * so their blocks are the ones of interest.
 * @param events of the account, in chain order, from the first on.
 * @param totals at the end of each block of interest; the first is where the rewards begin.
 * @param checkpoints of the queue since the oldest exit that is open at the first block of interest.
 * @param onFlow is told in chain order what came in and went out after the first block of interest.
 */
export function rewardPoints(
  account: Address,
  events: readonly PoolEvent[],
  totals: ReadonlyMap<number, Totals>,
  checkpoints: readonly QueueCheckpoint[],
  onFlow: OnFlow = () => undefined,
): RewardPoint[] {
  const own = account.toLowerCase();
  const holding: Holding = { shares: 0n, open: new Map() };
  const points: RewardPoint[] = [];
  let next = 0;
  let before: Wei | undefined;
  for (const [block, then] of [...totals].sort(([a], [b]) => a - b)) {
    let putIn = 0n;
    for (let event = events[next]; event && event.log.blockNumber <= block; next += 1, event = events[next]) {
      const assets = apply(holding, event, own);
      if (before !== undefined && assets !== 0n) {
        putIn += assets;
        onFlow(assets, event.log);
      }
    }
    let value = sharesToAssets(holding.shares, then);
    for (const exit of holding.open.values()) {
      value += exitValueAt(exit, checkpoints, block, then);
    }
    if (before !== undefined) {
      points.push({ blockNumber: block, reward: value - before - putIn, putIn, value });
    }
    before = value;
  }
  return points;
}
