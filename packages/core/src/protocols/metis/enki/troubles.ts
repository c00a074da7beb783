import type { Block } from '../../../chain/block';
import type { Log } from '../../../chain/logs';
import { isStakingError } from '../../../errors';
import type { PoolContext } from '../../../networks/context';
import type { PoolTrouble } from '../../../staking/pool';
import { isSameAddress, type Seconds, type Wei } from '../../../units';
import { queueAbi } from './abi';
import { numberIn, readLogs, readTimes } from './movements';
import type { EnkiState } from './state';
import { readBook } from './semetis-position';

/** ENKI's rewards come about every ten days: three times as long without any is longer than a delay. */
const longWithoutRewards = 30 * 86_400;

const [enter, cancel, redeem] = ['EnterRedemptionQueue', 'CancelRedemptionTicketNft', 'RedeemRedemptionTicketNft'].map(
  (name) => queueAbi.topic(name),
);

/** What the tickets of a queue are owed that are due, as its logs tell; one that was speeded up counts when it was due at first. */
function dueAssets(logs: readonly Log[], now: Seconds): Wei {
  const open = new Map<string, Wei>();
  for (const log of logs) {
    const [topic, id = ''] = log.topics;
    if (topic !== enter) {
      open.delete(id);
    } else if (numberIn(log, 2) <= now) {
      open.set(id, numberIn(log, 0) - numberIn(log, 1));
    }
  }
  return [...open.values()].reduce((sum, amount) => sum + amount, 0n);
}

async function readUnfunded(context: PoolContext, state: EnkiState, block: Block): Promise<PoolTrouble[]> {
  const { redemptionQueue: address } = state.contracts;
  const topics = [[enter, cancel, redeem] as `0x${string}`[]];
  const { logs } = await readLogs(context, 'queue', [{ address, topics }], block);
  const missing = dueAssets(logs, block.timestamp) - state.queueBalance;
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
