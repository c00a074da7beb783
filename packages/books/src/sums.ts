import type { QueueCheckpoint, Shares, Wei } from '@pooled-staking/core';
import { isOpenAt, openExitAt, positionOf, type OpenExit } from './position';
import type { ExitRow, MemberRow, PoolRow } from './rows';

/** What all members have together at the end of a block, and what the pool's events come to. */
export type BookSums = {
  readonly block: number;
  readonly pool: PoolRow;
  readonly members: number;
  readonly openExits: number;
  /** Shares that members hold, each read from its own row. */
  readonly heldShares: Shares;
  /** Shares of open exits that still wait. */
  readonly leftShares: Shares;
  /** Set aside for open exits, in wei. */
  readonly exitedAssets: Wei;
  /** Of all members, in wei. */
  readonly staked: Wei;
  readonly paidOut: Wei;
  readonly rewards: Wei;
};

/** Adds up all members at the end of a block. Linear in members and exits. */
export function sumUp(
  pool: PoolRow,
  members: Iterable<Pick<MemberRow, 'account' | 'shares' | 'staked' | 'paidOut'>>,
  exits: Iterable<ExitRow>,
  checkpoints: readonly QueueCheckpoint[],
  block: number,
): BookSums {
  const exitsOf = new Map<string, OpenExit[]>();
  let [openExits, leftShares, exitedAssets] = [0, 0n, 0n];
  for (const row of exits) {
    if (isOpenAt(row, block)) {
      const exit = openExitAt(row, checkpoints, block, pool);
      openExits += 1;
      leftShares += exit.leftShares;
      exitedAssets += exit.exitedAssets;
      const others = exitsOf.get(exit.owner);
      if (others) {
        others.push(exit);
      } else {
        exitsOf.set(exit.owner, [exit]);
      }
    }
  }
  let [count, heldShares, staked, paidOut, rewards] = [0, 0n, 0n, 0n, 0n];
  for (const member of members) {
    const position = positionOf(member, exitsOf.get(member.account) ?? [], pool);
    count += 1;
    heldShares += position.shares;
    staked += position.staked;
    paidOut += position.paidOut;
    rewards += position.rewards;
  }
  return { block, pool, members: count, openExits, heldShares, leftShares, exitedAssets, staked, paidOut, rewards };
}
