import { isStakingError } from '../../../errors';
import type { PoolContext } from '../../../networks/context';
import type { VaultState } from '../vault/state';
import { unknownWindow, type AprWindow } from '../../../staking/rate';
import { readAprWindows } from './apr';

/**
 * The yearly rates over some windows of days, shortest first. A node that does not reach back to the pool's beginning leaves
 * the long ones unknown, and all of them when it gives no logs, or lacks the newest harvest or one that brought a fee: the
 * pool is still there to use, and a rate is never guessed.
 */
export async function readKnownAprWindows(
  context: PoolContext,
  state: VaultState,
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
