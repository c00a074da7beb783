import { readLogTimes } from '../../../chain/block-times';
import type { Block } from '../../../chain/block';
import { findLatestLog } from '../../../chain/logs';
import { isStakingError } from '../../../errors';
import { storeKey, type PoolContext } from '../../../networks/context';
import { harvestFilter } from './events';
import type { LastHarvest } from './state';

/** Blocks that are looked through first for the newest harvest: a few days of the chain. */
const firstStep = 200_000;

/** When rewards came in last; `undefined` where the node gives no logs. */
export async function readLastHarvest(context: PoolContext, block: Block): Promise<LastHarvest> {
  const { request, pool, store } = context;
  try {
    const log = await findLatestLog(request, harvestFilter(context), pool.deployBlock, block.number, firstStep);
    const kept = store && { store, key: storeKey(context, 'times') };
    return log ? (await readLogTimes(request, [log], { kept, newest: block })).get(log.blockNumber) : null;
  } catch (error) {
    if (isStakingError(error, 'CHAIN_UNAVAILABLE', 'CHAIN_INCONSISTENT')) {
      return undefined;
    }
    throw error;
  }
}
