import { sequencerOwners } from '../accounts';
import type { SequencerPool } from './sequencers';

const METIS = 10n ** 18n;
/** Other owners, whose keys nobody holds. */
const OTHERS = [
  '0x5eed00000000000000000000000000000000001a',
  '0x5eed00000000000000000000000000000000001b',
  '0x5eed00000000000000000000000000000000001c',
] as const;
const BATCH_DAYS = 3.5;

/**
 * What happens in the sequencer pool in eight weeks: a batch twice a week, an owner of two sequencers who took a reward, an
 * exit that can be claimed and one that waits.
 *
 * @returns what is to be done at the end of each day.
 */
export function seedSequencers(pool: SequencerPool): (day: number) => Promise<void> {
  const { several, waiting, ready } = sequencerOwners;
  const events: Readonly<Record<number, () => Promise<unknown>>> = {
    1: async () => {
      await pool.lock(several, 60_000n * METIS);
      await pool.lock(OTHERS[0], 100_000n * METIS);
      await pool.lock(OTHERS[1], 45_000n * METIS);
      await pool.lock(OTHERS[2], 20_000n * METIS);
      await pool.lock(waiting, 35_000n * METIS);
      await pool.lock(ready, 25_000n * METIS);
    },
    4: async () => {
      // An owner holds a second one only where another hands it on.
      await pool.handOn(OTHERS[2], 4n, several);
      await pool.lock(OTHERS[2], 80_000n * METIS);
    },
    25: () => pool.takeRewards(several, 1n),
    30: () => pool.unlock(ready, 6n),
    50: () => pool.unlock(waiting, 5n),
    // For a top-up, and for whoever wants to lock.
    55: async () => {
      for (const owner of Object.values(sequencerOwners)) {
        await pool.mint(owner, 50_000n * METIS);
      }
    },
  };
  return async (day) => {
    await events[day]?.();
    if (Math.floor(day / BATCH_DAYS) > Math.floor((day - 1) / BATCH_DAYS)) {
      await pool.submitBatch();
    }
  };
}
