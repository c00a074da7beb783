import type { Seconds } from '../units';
import type { PoolState } from './pool';
import { rateBetween, type AprWindow } from './rate';

/** Fewer reports than these make no rate: one lucky report would decide it. */
const fewestHarvests = 3;

/** A harvest at a time: when its report was made. */
export type TimedHarvest = { readonly blockNumber: number; readonly time: Seconds };

/** The harvests that a window of `days` before the newest one runs between. */
export type HarvestWindow = {
  readonly days: number;
  readonly first: TimedHarvest;
  readonly last: TimedHarvest;
  readonly harvests: number;
};

type Totals = Pick<PoolState, 'totalAssets' | 'totalShares'>;

/**
 * The rate of a window: (p2 / p1 - 1) · 31,536,000 / (t2 - t1), rounded towards zero at 18 decimals, with the prices after
 * its first and its last harvest. What no report has brought in yet is not part of it.
 */
export function aprOf({ days, first, last, harvests }: HarvestWindow, from: Totals, to: Totals): AprWindow {
  const elapsed = BigInt(last.time - first.time);
  const basis = from.totalAssets * to.totalShares * elapsed;
  const gain = to.totalAssets * from.totalShares - from.totalAssets * to.totalShares;
  const apr = harvests < fewestHarvests ? null : rateBetween(first.time, last.time, gain, basis);
  return { days, apr, from: first.time, to: last.time, harvests };
}
