import {
  lifetimeRewards,
  replayHoldings,
  rewardPoints,
  servedAt,
  sharesToAssets,
  type Address,
  type QueueCheckpoint,
  type RewardPoint,
  type Seconds,
  type Shares,
  type Totals,
  type Wei,
} from '@pooled-staking/core';
import { toEvent } from './event-row';
import type { CheckpointRow, EventRow, ExitRow, MemberRow } from './rows';

/** An open exit at the end of a block. */
export type OpenExit = Pick<
  ExitRow,
  'ticket' | 'exit' | 'shares' | 'owner' | 'receiver' | 'requestedInBlock' | 'requestedAt'
> & {
  /** Set aside for it, in wei: its receiver may claim that once the pool's delay has passed. */
  readonly exitedAssets: Wei;
  /** Shares that still wait; one last share is worth nothing, since the vault never pays it. */
  readonly leftShares: Shares;
  /** What it is worth, in wei. */
  readonly assets: Wei;
};

/** What a member has at the end of a block. */
export type MemberPosition = Pick<MemberRow, 'account' | 'shares' | 'staked' | 'paidOut'> & {
  /** What its shares are worth, in wei. */
  readonly assets: Wei;
  /** What its open exits are worth, in wei. */
  readonly exiting: Wei;
  /** Since its first stake, in wei; negative after penalties. */
  readonly rewards: Wei;
};

export function toCheckpoint({ blockNumber, fromTicket, toTicket, assets }: CheckpointRow): QueueCheckpoint {
  return { blockNumber, from: fromTicket, to: toTicket, assets };
}

/** An exit that is open at the end of a block, with what the queue has done for it by then. */
export function openExitAt(
  row: ExitRow,
  checkpoints: readonly QueueCheckpoint[],
  block: number,
  totals: Totals,
): OpenExit {
  const { ticket, exit, shares, owner, receiver, requestedInBlock, requestedAt } = row;
  const { exitedAssets, leftShares } = servedAt(row, checkpoints, block);
  const assets = exitedAssets + (leftShares > 1n ? sharesToAssets(leftShares, totals) : 0n);
  return { ticket, exit, shares, owner, receiver, requestedInBlock, requestedAt, exitedAssets, leftShares, assets };
}

/** Whether a ticket is open at the end of a block. */
export function isOpenAt({ openedInBlock, closedInBlock }: ExitRow, block: number): boolean {
  return openedInBlock <= block && (closedInBlock === null || closedInBlock > block);
}

/** What a member has. @param exits those that it owns and that are open. */
export function positionOf(
  member: Pick<MemberRow, 'account' | 'shares' | 'staked' | 'paidOut'>,
  exits: readonly OpenExit[],
  totals: Totals,
): MemberPosition {
  const { account, shares, staked, paidOut } = member;
  const assets = sharesToAssets(shares, totals);
  const exiting = exits.reduce((sum, exit) => sum + exit.assets, 0n);
  const rewards = lifetimeRewards(member, assets, exiting);
  return { account, shares, staked, paidOut, assets, exiting, rewards };
}

/** Totals of the pool at the end of a block, with its time. */
export type TotalsAt = Totals & { readonly blockNumber: number; readonly time: Seconds };

/** What a member gained, harvest by harvest, with their times. */
export type MemberReward = RewardPoint & { readonly time: Seconds };

/**
 * How a member's rewards came about: what each harvest brought, to the wei; together its lifetime rewards at the last.
 * @param rows the member's events in chain order.
 * @param harvests the pool's totals at the end of each block with a harvest, in chain order, and at last those of the newest
 * block; blocks without one add nothing but their own rounding.
 */
export function memberRewards(
  account: Address,
  rows: readonly EventRow[],
  harvests: readonly TotalsAt[],
  checkpoints: readonly QueueCheckpoint[],
): MemberReward[] {
  const first = rows[0]?.blockNumber;
  if (first === undefined) {
    return [];
  }
  const events = rows.map(toEvent);
  const ends = harvests.filter(({ blockNumber }) => blockNumber >= first);
  const before = { blockNumber: first - 1, time: 0, totalAssets: 0n, totalShares: 0n };
  const totals = new Map<number, TotalsAt>([before, ...ends].map((each) => [each.blockNumber, each]));
  const spans = replayHoldings(account, events, totals.keys());
  return rewardPoints(spans, totals, checkpoints).map((point) => ({
    ...point,
    time: (totals.get(point.blockNumber) as TotalsAt).time,
  }));
}
