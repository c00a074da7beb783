import { toIsoTime } from '../../../chain/block';
import { rateBetween, unknownWindow, yearlyRate, type AprWindow, type Rate } from '../../../staking/rate';
import type { Seconds, Wei } from '../../../units';
import type { LockingEvent } from './events';
import type { Pace } from './producers';
import type { SequencerPoolState } from './state';

/** A yearly rate out of what the chain pays now, with all that it was worked out from. */
export type LiveRate = {
  readonly rate: Rate;
  /** The day that it holds on, ISO 8601: it moves with the pace of the L2 and with what is locked. */
  readonly asOf: string;
  readonly rewardPerBlock: Wei;
  readonly totalLocked: Wei;
  /** Blocks of the L2 in a year of 365 days at the measured pace, rounded down. */
  readonly blocksPerYear: bigint;
};

const yearSeconds = 31_536_000n;

/**
 * What the pool pays in a year at the pace of the moment: reward of a block · blocks of a year / all that is locked. An
 * estimate of all sequencers together, each is paid by the blocks that it makes. `null` with nothing locked, or no pace.
 * Source: the formula that Metis publishes (forum.ceg.vote, topic 11252); both figures are read from the chains.
 */
export function liveRate(
  { rewardPerBlock, totalLocked, block }: Pick<SequencerPoolState, 'rewardPerBlock' | 'totalLocked' | 'block'>,
  { blocks, seconds }: Pace,
): LiveRate | null {
  if (seconds <= 0 || totalLocked === 0n) {
    return null;
  }
  const rate = yearlyRate(rewardPerBlock * BigInt(blocks), totalLocked * BigInt(seconds));
  const blocksPerYear = (BigInt(blocks) * yearSeconds) / BigInt(seconds);
  return rate === null ? null : { rate, asOf: toIsoTime(block.timestamp), rewardPerBlock, totalLocked, blocksPerYear };
}

/** A change of what is locked, or a batch of rewards, with its time. */
export type TimedEvent = {
  /** `null` for one before every window, whose time is of no use. */
  readonly time: Seconds | null;
  readonly event: LockingEvent;
};

/** What an event leaves locked in all. */
function lockedAfter(before: Wei, event: LockingEvent): Wei {
  switch (event.name) {
    case 'Locked':
    case 'Relocked':
    case 'Unlocked':
      return event.total;
    case 'Withdraw':
      return before - event.amount;
    default:
      return before;
  }
}

/**
 * What the pool really paid, over windows of days that end with the newest batch of rewards: the batches behind the one that
 * the window begins with, against what was locked meanwhile. Unknown where fewer than two batches are in a window.
 * @param events all of the pool's, in the order of the chain.
 * @param now the time that the windows end at.
 */
export function realisedRates(events: readonly TimedEvent[], now: Seconds, days: readonly number[]): AprWindow[] {
  /** Before each batch: what was locked, times the seconds that it was, since the first event; and all rewards so far. */
  const marks: { readonly time: Seconds; readonly basis: bigint; readonly paid: Wei }[] = [];
  let [locked, basis, paid, last] = [0n, 0n, 0n, 0];
  for (const { time, event } of events) {
    if (time !== null) {
      basis += locked * BigInt(time - last);
      last = time;
    }
    locked = lockedAfter(locked, event);
    if (event.name === 'DistributeReward' && time !== null) {
      paid += event.amount;
      marks.push({ time, basis, paid });
    }
  }
  const end = marks.at(-1);
  return days.map((window) => {
    const start = marks.find(({ time }) => time >= now - window * 86_400);
    if (!start || !end || start === end) {
      return unknownWindow(window);
    }
    const apr = rateBetween(start.time, end.time, end.paid - start.paid, end.basis - start.basis);
    const harvests = marks.length - 1 - marks.indexOf(start);
    return { days: window, apr, from: start.time, to: end.time, harvests };
  });
}
