import { startOfPeriod, type Period, type Wei } from '@pooled-staking/core';
import type { Picture } from './view';

/**
 * Rewards by month up to the picture: those that were read at the last report, and what has come since in the month of the
 * picture. `null` where either is not known.
 */
export function monthsOf({ months, earned, earnedThen, time }: Picture): readonly Period[] | null {
  if (months === null || earned === null || earnedThen === null) {
    return null;
  }
  const rest = earned - earnedThen;
  const from = startOfPeriod(time, 'month');
  const to = startOfPeriod(from + 32 * 86_400, 'month');
  const others = months.filter((month) => month.from !== from);
  const current = months.find((month) => month.from === from)?.rewards ?? 0n;
  return rest === 0n && others.length === months.length ? months : [...others, { from, to, rewards: current + rest }];
}

/** Rewards of the month that it is; `null` where they are not known, since the picture is of an earlier month. */
export function thisMonth(picture: Picture, now: number): Wei | null {
  const months = monthsOf(picture);
  const month = startOfPeriod(Math.max(picture.time, Math.floor(now / 1000)), 'month');
  return months && month <= picture.time ? (months.find(({ from }) => from === month)?.rewards ?? 0n) : null;
}
