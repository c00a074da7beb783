import type { AprWindow as WireAprWindow } from '@pooled-staking/api';
import {
  formatRate,
  isStakingError,
  readAprWindows,
  toIsoTimeOrNull,
  type AprWindow,
  type PoolContext,
  type PoolState,
} from '@pooled-staking/core';

/**
 * The yearly rates over some windows of days. A node that gives no logs leaves them unknown: the pool is still there to
 * use, and a rate is never guessed.
 */
export async function readKnownAprWindows(
  context: PoolContext,
  state: PoolState,
  windows: readonly number[],
): Promise<AprWindow[]> {
  return readAprWindows(context, state, windows).catch((error: unknown) => {
    if (isStakingError(error, 'CHAIN_UNAVAILABLE')) {
      return windows.map((days) => ({ days, apr: null, from: null, to: null, harvests: 0 }));
    }
    throw error;
  });
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
