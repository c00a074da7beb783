import type { Log } from '../../../chain/logs';
import type { ExitTicket } from './exit-queue';
import type { PoolEvent } from '../vault/events';
import { sharesToAssets, type Totals } from '../vault/share-maths';
import type { Shares, Wei } from '../../../units';

/** A stretch of the exit queue that one harvest served: tickets from `from` to below `to`, for `assets` wei in all. */
export type QueueCheckpoint = {
  readonly blockNumber: number;
  readonly from: bigint;
  readonly to: bigint;
  readonly assets: Wei;
};

/** A stretch with the log that tells of it. */
export type PlacedCheckpoint = QueueCheckpoint & { readonly log: Log };

/**
 * Places the queue's checkpoints, counting back from the tickets that are served now.
 * @param events with the `CheckpointCreated` of the vault in chain order, up to the block of `totalTickets`.
 */
export function placeCheckpoints(events: readonly PoolEvent[], totalTickets: bigint): PlacedCheckpoint[] {
  const checkpoints: PlacedCheckpoint[] = [];
  let to = totalTickets;
  for (const event of [...events].reverse()) {
    if (event.name === 'CheckpointCreated' && event.shares > 0n) {
      const { log, shares, assets } = event;
      checkpoints.push({ log, blockNumber: log.blockNumber, from: to - shares, to, assets });
      to -= event.shares;
    }
  }
  return checkpoints.reverse();
}

/** How far the queue has served an exit. */
export type ServedExit = {
  /** Set aside for it, in wei. */
  readonly exitedAssets: Wei;
  /** Shares that still wait. */
  readonly leftShares: Shares;
};

/**
 * How far checkpoints had served an open exit by the end of a block.
 * Source: the vault's `calculateExitedAssets`: floor(shares · assets / shares of the checkpoint), checkpoint by checkpoint.
 */
export function servedAt(
  { ticket, shares }: Pick<ExitTicket, 'ticket' | 'shares'>,
  checkpoints: readonly QueueCheckpoint[],
  block: number,
): ServedExit {
  const end = ticket + shares;
  let exitedAssets = 0n;
  let leftShares = shares;
  for (let index = firstReaching(checkpoints, ticket); index < checkpoints.length; index += 1) {
    const { blockNumber, from, to, assets } = checkpoints[index] as QueueCheckpoint;
    if (blockNumber > block || from >= end) {
      break;
    }
    const served = (to < end ? to : end) - (from > ticket ? from : ticket);
    exitedAssets += (served * assets) / (to - from);
    leftShares -= served;
  }
  return { exitedAssets, leftShares };
}

/**
 * What an open exit was worth at the end of a block, in wei: what checkpoints had set aside for it by then, and the rest
 * at the price of that block. One last share counts for nothing: the vault never pays it.
 */
export function exitValueAt(
  exit: Pick<ExitTicket, 'ticket' | 'shares'>,
  checkpoints: readonly QueueCheckpoint[],
  block: number,
  totals: Totals,
): Wei {
  const { exitedAssets, leftShares } = servedAt(exit, checkpoints, block);
  return exitedAssets + (leftShares > 1n ? sharesToAssets(leftShares, totals) : 0n);
}

/** Index of the first checkpoint that serves tickets above `ticket`; they are in the order of their tickets. */
export function firstReaching(checkpoints: readonly QueueCheckpoint[], ticket: bigint): number {
  let low = 0;
  let high = checkpoints.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((checkpoints[middle] as QueueCheckpoint).to > ticket) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
