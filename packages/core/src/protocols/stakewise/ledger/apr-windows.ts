import { isStakingError } from '../../../errors';
import type { PoolContext } from '../../../networks/context';
import type { PoolState } from '../vault/state';
import { readAprWindows, unknownWindow, type AprWindow } from './apr';

/** The windows that a pool's rates are told over, in days. The first is the headline. */
export const aprDays = [7, 30, 90, 180, 365] as const;

/**
 * The yearly rates over some windows of days, shortest first. A node that does not reach back to the pool's beginning leaves
 * the long ones unknown, and all of them when it gives no logs, or lacks the newest harvest or one that brought a fee: the
 * pool is still there to use, and a rate is never guessed.
 */
export async function readKnownAprWindows(
  context: PoolContext,
  state: PoolState,
  windows: readonly number[],
): Promise<AprWindow[]> {
  const attempt = async (days: readonly number[], isSpan: boolean): Promise<AprWindow[] | null> =>
    readAprWindows(context, state, days, isSpan).catch((error: unknown) => {
      if (isStakingError(error, 'CHAIN_UNAVAILABLE', 'HISTORY_INCOMPLETE')) {
        return null;
      }
      throw error;
    });
  const known = (await attempt(windows, false)) ?? (await attempt(windows.slice(0, 1), true)) ?? [];
  return windows.map((days, index) => known[index] ?? unknownWindow(days));
}
