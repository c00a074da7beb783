import type { AprWindow as WireAprWindow } from '@pooled-staking/api';
import {
  aprOver,
  formatRate,
  isStakingError,
  readSharePrices,
  toIsoTimeOrNull,
  type AprWindow,
  type PoolContext,
  type PoolState,
} from '@pooled-staking/core';

/**
 * The yearly rates over some windows of days. A node that gives no logs leaves them unknown: the pool is still there to
 * use, and a rate is never guessed.
 */
export async function readAprWindows(
  context: PoolContext,
  state: PoolState,
  windows: readonly number[],
): Promise<AprWindow[]> {
  const points = await readSharePrices(context, state, Math.max(...windows)).catch((error: unknown) => {
    if (isStakingError(error, 'CHAIN_UNAVAILABLE')) {
      return [];
    }
    throw error;
  });
  return windows.map((days) => aprOver(points, days));
}

/** A rate as dapps see it. */
export function toWireApr({ days, apr, from, to, harvests }: AprWindow): WireAprWindow {
  return {
    days,
    apr: apr === null ? null : formatRate(apr),
    from: toIsoTimeOrNull(from),
    to: toIsoTimeOrNull(to),
    harvests,
  };
}
