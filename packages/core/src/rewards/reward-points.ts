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
  /** What the account had in the pool at the end of the block: stake and open exits. */
  readonly value: Wei;
};

/** An account's side of the pool while its events are replayed. */
type Holding = { shares: Shares; readonly open: Map<bigint, ExitTicket>; staked: Wei; paidOut: Wei };

/** Takes one event into a holding. */
function apply(holding: Holding, event: PoolEvent, own: string): void {
  switch (event.name) {
    case 'Deposited':
      if (event.receiver === own) {
        holding.shares += event.shares;
        holding.staked += event.assets;
      }
      break;
    case 'Redeemed':
      if (event.owner === own) {
        holding.shares -= event.shares;
        holding.paidOut += event.assets;
      }
      break;
    case 'FeeSharesMinted':
      holding.shares += event.receiver === own ? event.shares : 0n;
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
        holding.paidOut += event.assets;
        settle(holding.open, exit, event);
      }
      break;
    }
    default:
  }
}

/** ETH that an account put into the pool in a block, negative when it took some out. */
export type Flow = { readonly blockNumber: number; readonly assets: Wei };

/** What came of an account's events: its gains, and what it put in and took out, each in chain order. */
export type Rewards = { readonly points: readonly RewardPoint[]; readonly flows: readonly Flow[] };

/**
 * Replays an account from its first event and says what it gained from each block of interest to the next: value after,
 * plus what was paid out, less what was staked, less value before. All points together are, to the wei, the rewards
 * between the first and the last block; queued shares earn until a harvest burns them. The price moves in harvests only,
 * so their blocks are the ones of interest.
 * @param events of the account, in chain order, from the first on.
 * @param totals at the end of each block of interest; the first is where the rewards begin.
 * @param checkpoints of the queue since the oldest exit that is open at the first block of interest.
 */
export function rewardPoints(
  account: Address,
  events: readonly PoolEvent[],
  totals: ReadonlyMap<number, Totals>,
  checkpoints: readonly QueueCheckpoint[],
): Rewards {
  const own = account.toLowerCase();
  const holding: Holding = { shares: 0n, open: new Map(), staked: 0n, paidOut: 0n };
  const points: RewardPoint[] = [];
  const flows: Flow[] = [];
  let next = 0;
  let before: Wei | undefined;
  for (const [block, then] of [...totals].sort(([a], [b]) => a - b)) {
    const start = holding.staked - holding.paidOut;
    for (let event = events[next]; event && event.log.blockNumber <= block; next += 1, event = events[next]) {
      const net = holding.staked - holding.paidOut;
      apply(holding, event, own);
      const assets = holding.staked - holding.paidOut - net;
      if (before !== undefined && assets !== 0n) {
        flows.push({ blockNumber: event.log.blockNumber, assets });
      }
    }
    let value = sharesToAssets(holding.shares, then);
    for (const exit of holding.open.values()) {
      value += exitValueAt(exit, checkpoints, block, then);
    }
    if (before !== undefined) {
      points.push({ blockNumber: block, reward: value - before - (holding.staked - holding.paidOut - start), value });
    }
    before = value;
  }
  return { points, flows };
}
