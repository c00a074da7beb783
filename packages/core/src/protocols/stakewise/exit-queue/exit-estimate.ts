import type { ClaimDelay, ExitEstimate, ExitWay } from '../../../staking/exit';
import type { Seconds, Wei } from '../../../units';
import { vaultInterface } from '../vault/abi';
import { longestKnownDelay } from './claim-delay';
import type { QueuedExit } from './exit-queue';
import { sharesToAssets } from '../vault/share-maths';
import type { VaultState } from '../vault/state';

/** ETH in the pool that is not set aside for processed exits: what the next harvest can serve the queue with. */
export function freeAssets(state: VaultState): bigint {
  const { unclaimedAssets, queuedShares } = state.queue;
  if (unclaimedAssets !== null) {
    return state.ethBalance > unclaimedAssets ? state.ethBalance - unclaimedAssets : 0n;
  }
  // Version 1 has no getter for what is set aside; `withdrawableAssets` is what remains once the whole queue is served.
  return state.withdrawableAssets > 0n ? state.withdrawableAssets + sharesToAssets(queuedShares, state) : 0n;
}

/**
 * How shares in the queue come back: with the next report where the pool has ETH at hand for them, else through validators.
 * @param needed what these shares and all before them are worth, in wei.
 */
export function wayOfQueued(state: VaultState, needed: Wei): Extract<ExitWay, 'next-report' | 'validators'> {
  return needed <= freeAssets(state) ? 'next-report' : 'validators';
}

/** The vault's words for a claim before its time. */
const earlyErrors: readonly (string | undefined)[] = ['ClaimTooEarly', 'ExitRequestNotProcessed'];

/** True for the name of an error by which a vault refuses a claim of ETH that is set aside as too early. */
export function isEarlyError(name: string | undefined): boolean {
  return earlyErrors.includes(name);
}

/** True where the vault itself says that it is too early to claim ETH that is set aside. */
function isTooEarly({ exitedAssets, claimRevert }: QueuedExit): boolean {
  return exitedAssets > 0n && claimRevert !== null && isEarlyError(vaultInterface.errorName(claimRevert));
}

/**
 * The wait to reckon with: the one that was found, unless an exit was refused as too early at that age.
 * @param age seconds since the request at the block at which the exit was looked at.
 * @param isRefused the vault refused its claim there as too early.
 */
export function claimDelayAt(age: Seconds, isRefused: boolean, found: ClaimDelay): ClaimDelay {
  return isRefused && age >= found.seconds ? longestKnownDelay : found;
}

/**
 * The wait to reckon with for an exit, as {@link claimDelayAt} has it.
 * @param now time of the block at which the exit was looked at.
 */
export function claimDelayFor(exit: QueuedExit, now: Seconds, found: ClaimDelay): ClaimDelay {
  return claimDelayAt(now - exit.requestedAt, isTooEarly(exit), found);
}

/** When ETH that is set aside for an exit can be claimed. */
function estimateWait(exit: QueuedExit, now: Seconds, claimDelay: ClaimDelay): ExitEstimate {
  const waitOver = exit.requestedAt + claimDelay.seconds;
  if (waitOver > now) {
    return { earliest: now, latest: waitOver, basis: 'waiting-time', claimDelay };
  }
  // Too early after the longest wait that is known: a vault that nobody knows yet.
  return isTooEarly(exit)
    ? { earliest: null, latest: null, basis: 'waiting-time', claimDelay }
    : { earliest: null, latest: null, basis: 'receiver-refuses', claimDelay };
}

/**
 * When shares that wait in the queue can be claimed.
 * @param needed what these shares and all before them are worth, in wei.
 */
export function estimateQueued(
  state: VaultState,
  needed: Wei,
  requestedAt: Seconds,
  claimDelay: ClaimDelay,
): ExitEstimate {
  const now = state.block.timestamp;
  const nextReport = Math.max(now, state.harvest.lastReportAt + state.harvest.reportDelay);
  if (wayOfQueued(state, needed) === 'next-report') {
    const processed = state.harvest.canHarvest ? now : nextReport;
    // Reports are due every `reportDelay`; one may be late, hence a second one in the latest time.
    return {
      earliest: processed,
      latest: Math.max(nextReport + state.harvest.reportDelay, requestedAt + claimDelay.seconds),
      basis: 'next-report',
      claimDelay,
    };
  }
  return { earliest: nextReport, latest: null, basis: 'validator-exits', claimDelay };
}

/**
 * Estimates when an exit can be claimed, from the pool's state at the same block.
 * @param found how long the pool makes exits wait, as far as its claims tell.
 */
export function estimateExit(exit: QueuedExit, state: VaultState, found: ClaimDelay = longestKnownDelay): ExitEstimate {
  const now = state.block.timestamp;
  const claimDelay = claimDelayFor(exit, now, found);
  if (exit.status === 'dust') {
    return { earliest: null, latest: null, basis: 'dust', claimDelay };
  }
  if (exit.status === 'claimable') {
    const basis = exit.needsReport ? 'claimable-with-report' : 'claimable-now';
    return { earliest: now, latest: now, basis, claimDelay };
  }
  if (exit.status === 'exiting') {
    return estimateWait(exit, now, claimDelay);
  }
  const ahead = state.queue.totalTickets === null ? null : exit.ticket + exit.shares - state.queue.totalTickets;
  const needed = ahead === null ? sharesToAssets(state.queue.queuedShares, state) : sharesToAssets(ahead, state);
  return estimateQueued(state, needed, exit.requestedAt, claimDelay);
}
