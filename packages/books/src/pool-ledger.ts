import {
  addedTotals,
  agrees,
  assetsToSharesUp,
  moveOf,
  sharesToAssets,
  type ExitTicket,
  type PoolEvent,
  type Totals,
} from '@pooled-staking/core';
import type { FaultKind, PoolRow } from './rows';

/** The books of a pool before its first event. */
export const emptyPool: PoolRow = {
  id: 1,
  blockNumber: 0,
  time: 0,
  events: 0,
  members: 0,
  totalAssets: 0n,
  totalShares: 0n,
  heldShares: 0n,
  nextTicket: 0n,
  servedTickets: 0n,
  servedAssets: 0n,
  checkpoints: 0,
  staked: 0n,
  redeemed: 0n,
  claimed: 0n,
  donated: 0n,
  reported: 0n,
  profit: 0n,
  faults: 0,
  firstFault: null,
};

/** Whether an event gave the shares that the totals before it make of its assets; true where it has none. */
function hasRightShares(event: PoolEvent, before: Totals): boolean {
  switch (event.name) {
    case 'Deposited':
      return event.shares === assetsToSharesUp(event.assets, before);
    case 'Redeemed':
      return event.assets === sharesToAssets(event.shares, before);
    default:
      return agrees(event, before) !== false;
  }
}

/**
 * What does not fit of an event, from all that was before it; `null` where it does. A log that a node left out shows here at
 * the latest when the next report comes in, since that has other shares than it must.
 * @param claimed the exit that a claim pays.
 */
export function faultOf(pool: PoolRow, event: PoolEvent, claimed: ExitTicket | undefined): FaultKind | null {
  if (event.name === 'ExitQueueEntered' && event.ticket !== pool.nextTicket) {
    return 'ticket';
  }
  if (event.name === 'ExitedAssetsClaimed' && !claimed) {
    return 'exit';
  }
  if (event.name === 'CheckpointCreated' && pool.servedTickets + event.shares > pool.nextTicket) {
    return 'queue';
  }
  return hasRightShares(event, pool) ? null : 'shares';
}

/**
 * The books of a pool after an event, without its place and its faults.
 * @param claimed the exit that a claim pays; the event is nobody's without it.
 */
export function poolAfter(pool: PoolRow, event: PoolEvent, claimed: ExitTicket | undefined): PoolRow {
  const added = addedTotals(event, pool.donated);
  const after = {
    ...pool,
    totalAssets: pool.totalAssets + (added?.totalAssets ?? 0n),
    totalShares: pool.totalShares + (added?.totalShares ?? 0n),
    heldShares: pool.heldShares + (moveOf(event, claimed)?.shares ?? 0n),
  };
  switch (event.name) {
    case 'Deposited':
      return { ...after, staked: pool.staked + event.assets };
    case 'Redeemed':
      return { ...after, redeemed: pool.redeemed + event.assets };
    case 'ExitQueueEntered':
      return { ...after, nextTicket: event.ticket + event.shares };
    case 'ExitedAssetsClaimed':
      return { ...after, claimed: pool.claimed + event.assets };
    case 'CheckpointCreated':
      return {
        ...after,
        checkpoints: pool.checkpoints + 1,
        servedTickets: pool.servedTickets + event.shares,
        servedAssets: pool.servedAssets + event.assets,
      };
    case 'AssetsDonated':
      return { ...after, donated: pool.donated + event.assets };
    case 'KeeperHarvested':
      return {
        ...after,
        donated: 0n,
        reported: pool.reported + event.assetsDelta,
        profit: pool.profit + event.assetsDelta + pool.donated,
      };
    case 'MevHarvested':
      return { ...after, profit: pool.profit + event.assets };
    default:
      return after;
  }
}
