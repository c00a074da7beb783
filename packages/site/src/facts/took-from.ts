import type { RatePoint } from '@pooled-staking/core';

/** Whether a point's report took something from the pool: a share was worth less after it than after the one before. */
export function tookFrom(points: readonly RatePoint[], index: number): boolean {
  const [before, after] = [points[index - 1]?.price ?? null, points[index]?.price ?? null];
  return before !== null && after !== null && after < before;
}
