import type { Block } from '../../../chain/block';
import { isStakingError } from '../../../errors';
import type { PoolContext } from '../../../networks/context';
import type { PoolTrouble } from '../../../staking/pool';
import { isSameAddress } from '../../../units';
import { readTimes } from './movements';
import { beginQueueBook } from './queue-book';
import type { EnkiState } from './state';
import { readBook } from './vault-book';

/** ENKI's rewards come about every ten days: three times as long without any is longer than a delay. */
const longWithoutRewards = 30 * 86_400;

async function readUnfunded(context: PoolContext, state: EnkiState, block: Block): Promise<PoolTrouble[]> {
  const book = await beginQueueBook(context, state.contracts, block)(state);
  const due = (book?.open ?? []).reduce(
    (sum, { amount, maturity }) => (maturity <= block.timestamp ? sum + amount : sum),
    0n,
  );
  const missing = due - state.queueBalance;
  return missing > 0n ? [{ kind: 'exits-unfunded', missing }] : [];
}

async function readRewardsPause(context: PoolContext, state: EnkiState, block: Block): Promise<PoolTrouble[]> {
  const book = await readBook(context, state);
  const last = book?.rewards.at(-1)?.log;
  if (!book || !last) {
    return book ? [{ kind: 'no-recent-rewards', since: null }] : [];
  }
  const since = (await readTimes(context, 'vault', [last], block)).get(last.blockNumber) ?? block.timestamp;
  return block.timestamp - since > longWithoutRewards ? [{ kind: 'no-recent-rewards', since }] : [];
}

/**
 * What makes a pool of ENKI look dead: a pause, tickets that are due and not funded, or no rewards for a month. What logs
 * tell is left out where they are not to be had.
 */
export async function readTroubles(context: PoolContext, state: EnkiState): Promise<PoolTrouble[]> {
  const isVault = isSameAddress(context.pool.address, state.contracts.seMetis);
  const read = isVault ? readRewardsPause : readUnfunded;
  const found = await read(context, state, state.block).catch((error: unknown) => {
    if (isStakingError(error, 'CHAIN_UNAVAILABLE', 'CHAIN_INCONSISTENT')) {
      return [];
    }
    throw error;
  });
  return [...(state.isPaused ? [{ kind: 'paused' } as const] : []), ...found];
}
