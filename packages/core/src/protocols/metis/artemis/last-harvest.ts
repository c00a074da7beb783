import { readLogTimes } from '../../../chain/block-times';
import { findLatestLog } from '../../../chain/logs';
import { isStakingError } from '../../../errors';
import { storeKey, type PoolContext } from '../../../networks/context';
import { harvestFilter } from './events';
import { isLate, type ArtemisState, type LastHarvest } from './state';
import { harvestsOf, readPoolRecord, type PoolRecord } from './totals';

/** Blocks that are looked through first for the newest harvest: a few days of the chain. */
const firstStep = 200_000;

/** When rewards came in last, by a record; `undefined` where it lacks something: the newest harvest may be missing. */
export async function lastHarvestOf(
  { request, store, ...context }: PoolContext,
  { block }: ArtemisState,
  record: PoolRecord,
): Promise<LastHarvest> {
  const last = harvestsOf(record).at(-1);
  if (!record.isWhole || !last) {
    return record.isWhole ? null : undefined;
  }
  const kept = store && { store, key: storeKey(context, 'times') };
  return (await readLogTimes(request, [last], { kept, newest: block })).get(last.blockNumber);
}

/**
 * When rewards came in last; `undefined` where the node gives no logs. That none came for long is told only where the whole
 * record shows it.
 */
export async function readLastHarvest(context: PoolContext, state: ArtemisState): Promise<LastHarvest> {
  const { request, pool, store } = context;
  const { block } = state;
  try {
    const log = await findLatestLog(request, harvestFilter(context), pool.deployBlock, block.number, firstStep);
    const kept = store && { store, key: storeKey(context, 'times') };
    const last = log ? (await readLogTimes(request, [log], { kept, newest: block })).get(log.blockNumber) : null;
    return isLate(state, last) ? await lastHarvestOf(context, state, await readPoolRecord(context, state)) : last;
  } catch (error) {
    if (isStakingError(error, 'CHAIN_UNAVAILABLE', 'CHAIN_INCONSISTENT')) {
      return undefined;
    }
    throw error;
  }
}
