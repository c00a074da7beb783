import { sharesToAssets, type VaultState, type Wei } from '@pooled-staking/core';
import type { BookSums } from './sums';

/** What the chain says of the pool at the block. */
export type ChainSide = Pick<VaultState, 'totalAssets' | 'totalShares' | 'withdrawableAssets' | 'ethBalance'> & {
  readonly queue: Pick<VaultState['queue'], 'queuedShares' | 'unclaimedAssets' | 'totalTickets'>;
  readonly harvest: Pick<VaultState['harvest'], 'harvested'>;
};

/** What is compared; `dust` may differ by a few wei or shares that rounding leaves. */
export type CheckName =
  | 'total-assets'
  | 'total-shares'
  | 'members-and-queue'
  | 'queued-shares'
  | 'served-tickets'
  | 'unclaimed-assets'
  | 'reported-rewards'
  | 'members-staked'
  | 'members-paid'
  | 'open-exits'
  | 'exits-set-aside'
  | 'members-rewards'
  | 'events';

export type Check = {
  readonly name: CheckName;
  /** What the members, the exits or the events add up to. */
  readonly books: bigint;
  /** What it must be: the chain's own answer, or another sum of the books. */
  readonly expected: bigint;
  /** `expected` less `books`. */
  readonly difference: bigint;
  /** The most that rounding may leave; 0 where it must be equal to the wei. */
  readonly dust: bigint;
  readonly isRight: boolean;
};

export type Reconciliation = {
  readonly block: number;
  readonly isRight: boolean;
  readonly members: number;
  readonly openExits: number;
  readonly checks: readonly Check[];
};

function check(name: CheckName, books: bigint, expected: bigint, dust = 0n): Check {
  const difference = expected - books;
  return { name, books, expected, difference, dust, isRight: difference >= 0n && difference <= dust };
}

/** The checks that need no chain: the members against the events of the pool. */
function checkBooks({ pool, ...sums }: BookSums): Check[] {
  const { staked, redeemed, claimed, servedAssets, profit, totalShares, nextTicket, servedTickets } = pool;
  const waiting = nextTicket - servedTickets;
  const events = BigInt(pool.events);
  return [
    check('events', BigInt(pool.faults), 0n),
    check('members-and-queue', sums.heldShares + waiting, totalShares),
    check('members-staked', sums.staked, staked),
    check('members-paid', sums.paidOut, redeemed + claimed),
    // A claim drops the last share of its exit, which stays in the queue as nobody's; a checkpoint rounds each exit down.
    check('open-exits', sums.leftShares, waiting, events),
    check('exits-set-aside', sums.exitedAssets, servedAssets - claimed, events),
    // Each stake and each checkpoint that a claim crosses leaves up to a wei in the pool.
    check('members-rewards', sums.rewards, profit, events + BigInt(sums.members + sums.openExits)),
  ];
}

/**
 * What the vault has set aside for exits, in wei. Version 1 has no getter for it, and tells it only while ETH is left over.
 * Source: its `withdrawableAssets`: the balance, less what the queue is worth and what is set aside, or 0.
 */
function unclaimedIn(chain: ChainSide): Wei | null {
  const { withdrawableAssets, ethBalance, queue } = chain;
  return (
    queue.unclaimedAssets ??
    (withdrawableAssets === 0n ? null : ethBalance - sharesToAssets(queue.queuedShares, chain) - withdrawableAssets)
  );
}

/** The checks against the vault and the Keeper at the same block. */
function checkChain({ pool }: BookSums, chain: ChainSide): Check[] {
  const { totalAssets, totalShares, queue, harvest } = chain;
  const { queuedShares, totalTickets } = queue;
  const unclaimedAssets = unclaimedIn(chain);
  return [
    check('total-assets', pool.totalAssets, totalAssets),
    check('total-shares', pool.totalShares, totalShares),
    check('queued-shares', pool.nextTicket - pool.servedTickets, queuedShares),
    // Version 1 of the vault has no getter for it.
    ...(totalTickets === null ? [] : [check('served-tickets', pool.servedTickets, totalTickets)]),
    ...(unclaimedAssets === null ? [] : [check('unclaimed-assets', pool.servedAssets - pool.claimed, unclaimedAssets)]),
    ...(harvest.harvested === null ? [] : [check('reported-rewards', pool.reported, harvest.harvested.assets)]),
  ];
}

/**
 * Holds the books against themselves and, where it is at hand, the chain at the same block.
 * Source of the identities: shares are not transferable; `totalShares` counts those that are queued; a queue's tickets are
 * its shares; what reports, MEV and donations brought is all that members can have gained.
 */
export function reconcile(sums: BookSums, chain: ChainSide | null): Reconciliation {
  const checks = [...(chain ? checkChain(sums, chain) : []), ...checkBooks(sums)];
  const { block, members, openExits } = sums;
  return { block, isRight: checks.every(({ isRight }) => isRight), members, openExits, checks };
}
