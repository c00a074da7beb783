import type { Log } from '../../../chain/logs';
import type { PoolEvent } from '../vault/events';
import { OpenExits, type ExitTicket } from '../exit-queue/exit-queue';
import { moveOf } from './moves';
import type { Totals } from '../vault/share-maths';
import type { Address, Shares, Wei } from '../../../units';

/** What an account did between two blocks of interest, and what it had at the end of the second. */
export type HoldingSpan = {
  /** Its last block; it begins behind the last block of the span before. */
  readonly blockNumber: number;
  /** Held at the end, without those that are queued. */
  readonly shares: Shares;
  /** Exits that it owned and that were not claimed at the end. */
  readonly openExits: readonly ExitTicket[];
  /** ETH that it staked, less what it was paid, in wei. */
  readonly putIn: Wei;
  /** What its stakes and redemptions added to the totals of the pool. */
  readonly added: Totals;
};

/** Is told what an account put into the pool, in wei, negative what it was paid, and the log that says so. */
export type FlowListener = { onFlow: (assets: Wei, log: Log) => void };

/** An account's side of the pool while its events are replayed. */
class Holding {
  readonly #own: string;
  readonly exits = new OpenExits();
  /** Held now, without those that are queued. */
  shares: Shares = 0n;
  /** Shares that came with fees, less those that went into the queue: neither is a stake or a redemption. */
  sharesAside: Shares = 0n;
  /** Paid out by claims so far, in wei. */
  claimed: Wei = 0n;

  constructor(account: Address) {
    this.#own = account.toLowerCase();
  }

  /** Takes in one event. Returns the ETH that the account put in with it, in wei, negative what it was paid. */
  take(event: PoolEvent): Wei {
    const claimed = event.name === 'ExitedAssetsClaimed' ? this.exits.claim(event) : undefined;
    const move = moveOf(event, claimed);
    if (move?.account !== this.#own) {
      return 0n;
    }
    this.shares += move.shares;
    if (event.name === 'ExitQueueEntered') {
      this.exits.enter(event);
      this.sharesAside += move.shares;
    } else if (event.name === 'FeeSharesMinted') {
      this.sharesAside += move.shares;
    } else if (claimed) {
      this.claimed -= move.putIn;
    }
    return move.putIn;
  }
}

/**
 * Replays an account from its first event and sums up what it did from each block of interest to the next; the first
 * span is all that came before. Linear in the number of events.
 * @param events of the account, in chain order, from the first on; those of others do no harm.
 * @param listener is told in chain order what came in and went out after the first block of interest.
 */
export function replayHoldings(
  account: Address,
  events: readonly PoolEvent[],
  blocks: Iterable<number>,
  listener?: FlowListener,
): HoldingSpan[] {
  const holding = new Holding(account);
  const spans: HoldingSpan[] = [];
  let next = 0;
  for (const blockNumber of [...new Set(blocks)].sort((a, b) => a - b)) {
    const { shares, sharesAside, claimed } = holding;
    let putIn = 0n;
    for (let event = events[next]; event && event.log.blockNumber <= blockNumber; next += 1, event = events[next]) {
      const flow = holding.take(event);
      putIn += flow;
      if (flow !== 0n && spans.length > 0) {
        listener?.onFlow(flow, event.log);
      }
    }
    spans.push({
      blockNumber,
      shares: holding.shares,
      openExits: holding.exits.all,
      putIn,
      added: {
        totalAssets: putIn + holding.claimed - claimed,
        totalShares: holding.shares - shares - (holding.sharesAside - sharesAside),
      },
    });
  }
  return spans;
}
