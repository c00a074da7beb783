import type { Log } from '../chain/logs';
import { decodeEvent } from '../pool/events';
import type { ExitTicket } from '../pool/exit-queue';
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

/** An account's side of the pool while its logs are replayed. */
type Holding = { shares: Shares; readonly open: Map<bigint, ExitTicket>; staked: Wei; paidOut: Wei };

/** Takes one log into a holding. */
function apply(holding: Holding, log: Log, own: string): void {
  const event = decodeEvent(log);
  switch (event?.name) {
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
        const { ticket, shares, owner, receiver } = event;
        holding.shares -= shares;
        holding.open.set(ticket, { id: ticket, ticket, shares, owner, receiver, requestedInBlock: log.blockNumber });
      }
      break;
    case 'ExitedAssetsClaimed': {
      const exit = holding.open.get(event.previousTicket);
      if (exit) {
        holding.open.delete(event.previousTicket);
        holding.paidOut += event.assets;
        if (event.newTicket !== 0n) {
          const shares = exit.shares - (event.newTicket - event.previousTicket);
          holding.open.set(event.newTicket, { ...exit, ticket: event.newTicket, shares });
        }
      }
      break;
    }
    default:
  }
}

/**
 * Replays an account from its first log and says what it gained from each block of interest to the next: value after,
 * plus what was paid out, less what was staked, less value before. All points together are, to the wei, the rewards
 * between the first and the last block; queued shares earn until a harvest burns them.
 * @param logs of the account, in chain order, from the first on.
 * @param totals at the end of each block of interest, which the account's own blocks after the first must be among.
 * @param checkpoints of the queue since the oldest exit that is open at the first block of interest.
 */
export function rewardPoints(
  account: Address,
  logs: readonly Log[],
  totals: ReadonlyMap<number, Totals>,
  checkpoints: readonly QueueCheckpoint[],
): RewardPoint[] {
  const own = account.toLowerCase();
  const holding: Holding = { shares: 0n, open: new Map(), staked: 0n, paidOut: 0n };
  const points: RewardPoint[] = [];
  let next = 0;
  let before: Wei | undefined;
  for (const block of [...totals.keys()].sort((a, b) => a - b)) {
    const { staked, paidOut } = holding;
    for (; next < logs.length && (logs[next] as Log).blockNumber <= block; next += 1) {
      apply(holding, logs[next] as Log, own);
    }
    const then = totals.get(block) as Totals;
    const value = [...holding.open.values()].reduce(
      (sum, exit) => sum + exitValueAt(exit, checkpoints, block, then),
      sharesToAssets(holding.shares, then),
    );
    if (before !== undefined) {
      const reward = value - before + (holding.paidOut - paidOut) - (holding.staked - staked);
      points.push({ blockNumber: block, reward, value });
    }
    before = value;
  }
  return points;
}
