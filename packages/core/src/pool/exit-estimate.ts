import { toIsoTime } from '../chain/block';
import type { Seconds } from '../units';
import type { Exit } from './exit-queue';
import { sharesToAssets } from './share-maths';
import type { PoolState } from './state';

/**
 * The longest time between a request and its claim that any known vault asks for. It has no getter: version 1 and the
 * version 2 of April 2025 wait 24 hours, later ones 15. The simulated claim is the truth; this only bounds an estimate.
 */
export const longestClaimDelay: Seconds = 86_400;

/** When an exit can be claimed: a range with what it stands on; `null` where the chain does not tell. */
export type ExitEstimate = {
  readonly earliest: Seconds | null;
  readonly latest: Seconds | null;
  /** Which of the rules below it rests on. */
  readonly basis: 'claimable-now' | 'waiting-time' | 'receiver-refuses' | 'next-report' | 'validator-exits' | 'dust';
};

/** ETH in the pool that is not set aside for processed exits: what the next harvest can serve the queue with. */
export function freeAssets(state: PoolState): bigint {
  const { unclaimedAssets, queuedShares } = state.queue;
  if (unclaimedAssets !== null) {
    return state.ethBalance > unclaimedAssets ? state.ethBalance - unclaimedAssets : 0n;
  }
  // Version 1 has no getter for what is set aside; `withdrawableAssets` is what remains once the whole queue is served.
  return state.withdrawableAssets > 0n ? state.withdrawableAssets + sharesToAssets(queuedShares, state) : 0n;
}

/** Estimates when an exit can be claimed, from the pool's state at the same block. */
export function estimateExit(exit: Exit, state: PoolState): ExitEstimate {
  const now = state.block.timestamp;
  const waitOver = exit.requestedAt + longestClaimDelay;
  if (exit.status === 'dust') {
    return { earliest: null, latest: null, basis: 'dust' };
  }
  if (exit.status === 'claimable') {
    return { earliest: now, latest: now, basis: 'claimable-now' };
  }
  if (exit.status === 'exiting') {
    return waitOver <= now
      ? { earliest: null, latest: null, basis: 'receiver-refuses' }
      : { earliest: now, latest: waitOver, basis: 'waiting-time' };
  }
  const nextReport = Math.max(now, state.harvest.lastReportAt + state.harvest.reportDelay);
  const ahead = state.queue.totalTickets === null ? null : exit.ticket + exit.shares - state.queue.totalTickets;
  const needed = ahead === null ? sharesToAssets(state.queue.queuedShares, state) : sharesToAssets(ahead, state);
  if (needed <= freeAssets(state)) {
    const processed = state.harvest.canHarvest ? now : nextReport;
    // Reports are due every `reportDelay`; one may be late, hence a second one in the latest time.
    return {
      earliest: processed,
      latest: Math.max(nextReport + state.harvest.reportDelay, waitOver),
      basis: 'next-report',
    };
  }
  return { earliest: nextReport, latest: null, basis: 'validator-exits' };
}

const basisWords: Readonly<Record<ExitEstimate['basis'], string>> = {
  'claimable-now': 'It can be claimed now.',
  'waiting-time': "ETH is set aside for it; the pool's waiting time after a request is at most 24 hours.",
  'receiver-refuses': 'The ETH is set aside, but the receiver does not accept it.',
  'next-report': 'The pool holds enough free ETH; the exit is served with the next report.',
  'validator-exits': 'The pool must take ETH back from validators first; the chain does not tell when that ends.',
  dust: 'What is left is worth less than the pool can pay out.',
};

/** What an estimate stands on, as a sentence. */
export function explainEstimate({ basis }: ExitEstimate): string {
  return basisWords[basis];
}

/** A time or `null` as ISO 8601. */
export function toIsoTimeOrNull(seconds: Seconds | null): string | null {
  return seconds === null ? null : toIsoTime(seconds);
}
