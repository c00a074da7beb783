import { isStakingError } from '../errors';
import type { PoolContext } from '../pool/context';
import type { PoolState } from '../pool/state';
import { readAprWindows, unknownWindow, type AprWindow } from './apr';

/** The windows that a pool's rates are told over, in days. The first is the headline. */
export const aprDays = [7, 30, 90, 180, 365] as const;

/**
 * The yearly rates over some windows of days, shortest first. A node that does not reach back far enough leaves the long
 * ones unknown, and all of them when it gives no logs: the pool is still there to use, and a rate is never guessed.
 */
export async function readKnownAprWindows(
  context: PoolContext,
  state: PoolState,
  windows: readonly number[],
): Promise<AprWindow[]> {
  const attempt = async (days: readonly number[]): Promise<AprWindow[] | null> =>
    readAprWindows(context, state, days).catch((error: unknown) => {
      if (isStakingError(error, 'CHAIN_UNAVAILABLE', 'HISTORY_INCOMPLETE')) {
        return null;
      }
      throw error;
    });
  const all = await attempt(windows);
  const short = all ?? (windows.length > 1 ? await attempt(windows.slice(0, 1)) : null) ?? [];
  return windows.map((days, index) => short[index] ?? unknownWindow(days));
}
