import { StakingError } from '../errors';
import type { HistoryGap } from '../problems';
import type { Wei } from '../units';

export type { HistoryGap } from '../problems';

/** The node has no logs before a block, whether it says so or not. */
export function oldLogsMissing(deployBlock: number, firstKept: number): HistoryGap {
  return { kind: 'old-logs', fromBlock: deployBlock, toBlock: firstKept - 1, firstKept };
}

/** The node gave no log of the pool. */
export function allLogsMissing(deployBlock: number, toBlock: number): HistoryGap {
  return { kind: 'all-logs', fromBlock: deployBlock, toBlock };
}

/** The node left logs out, somewhere in a span. */
export function logsMissing(fromBlock: number, toBlock: number): HistoryGap {
  return { kind: 'logs', fromBlock, toBlock };
}

/** The account's logs do not explain the shares that the vault counts. */
export function sharesUnexplained(fromBlock: number, toBlock: number, missing: Wei): HistoryGap {
  return { kind: 'stake', fromBlock, toBlock, missing };
}

/** An exit that the logs leave open was paid. */
export function claimMissing(fromBlock: number, toBlock: number): HistoryGap {
  return { kind: 'claim', fromBlock, toBlock };
}

/** A claim was paid that no request among the logs accounts for. */
export function requestMissing(fromBlock: number, toBlock: number): HistoryGap {
  return { kind: 'request', fromBlock, toBlock };
}

/**
 * The pool burns the shares of an exit on entry, and such exits are not followed: no other node helps.
 * @param exited wei that the account asked for in such exits, paid or not.
 */
export function exitsNotFollowed(fromBlock: number, toBlock: number, exited: Wei): HistoryGap {
  return { kind: 'exits-not-followed', fromBlock, toBlock, exited };
}

/** The Keeper's logs of the pool are not all there: lifetime rewards do not need them, those of a span do. */
export function harvestsMissing(fromBlock: number, toBlock: number): HistoryGap {
  return { kind: 'reports', fromBlock, toBlock };
}

/** Nothing among the logs proves the pool's totals before a block. */
export function totalsUnproven(fromBlock: number, toBlock: number): HistoryGap {
  return { kind: 'totals', fromBlock, toBlock };
}

/** A gap as the refusal of what would have to span it. */
export function historyIncomplete(gap: HistoryGap): StakingError {
  const { fromBlock, toBlock } = gap;
  return new StakingError('HISTORY_INCOMPLETE', { kind: 'history-gap', fromBlock, toBlock, gap });
}
