import type { Seconds, Wei } from '../units';

export const intervals = ['day', 'week', 'month', 'year'] as const;
export type Interval = (typeof intervals)[number];

/** Rewards of one period, in UTC. */
export type Period = {
  readonly from: Seconds;
  /** Not part of the period any more. */
  readonly to: Seconds;
  /** In wei; negative when penalties outweighed the rewards. */
  readonly rewards: Wei;
};

const daySeconds = 86_400;

/** The first second of the period that a time lies in. Weeks begin on Monday. */
export function startOfPeriod(time: Seconds, interval: Interval): Seconds {
  const date = new Date(time * 1000);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (interval) {
    case 'day':
      return Date.UTC(year, month, day) / 1000;
    case 'week': {
      const sinceMonday = (date.getUTCDay() + 6) % 7;
      return Date.UTC(year, month, day - sinceMonday) / 1000;
    }
    case 'month':
      return Date.UTC(year, month) / 1000;
    case 'year':
      return Date.UTC(year, 0) / 1000;
  }
}

/** The first second after the period that begins at `start`. */
function endOfPeriod(start: Seconds, interval: Interval): Seconds {
  const longest = { day: 1, week: 7, month: 31, year: 366 }[interval];
  return startOfPeriod(start + longest * daySeconds, interval);
}

/**
 * Adds rewards up by period, oldest first, without a gap from the first to the last: a period without rewards has 0.
 * @param points in any order, each with the time at which its reward arrived.
 */
export function rewardsByPeriod(
  points: readonly { readonly time: Seconds; readonly reward: Wei }[],
  interval: Interval,
): Period[] {
  const sums = new Map<Seconds, Wei>();
  for (const { time, reward } of points) {
    const start = startOfPeriod(time, interval);
    sums.set(start, (sums.get(start) ?? 0n) + reward);
  }
  const starts = [...sums.keys()];
  if (starts.length === 0) {
    return [];
  }
  const periods: Period[] = [];
  const last = starts.reduce((a, b) => Math.max(a, b));
  for (let from = starts.reduce((a, b) => Math.min(a, b)); from <= last;) {
    const to = endOfPeriod(from, interval);
    periods.push({ from, to, rewards: sums.get(from) ?? 0n });
    from = to;
  }
  return periods;
}
