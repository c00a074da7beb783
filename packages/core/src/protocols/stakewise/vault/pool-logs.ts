import type { Block } from '../../../chain/block';
import {
  readWitnessedLogs,
  type OwnLogs,
  type ResumeOptions,
  type WitnessedLogs,
  type Witnesses,
} from '../../../chain/log-checkpoint';
import type { LogFilter } from '../../../chain/logs';
import { storeKey, type PoolContext } from '../../../networks/context';

/**
 * The logs of some filters since the pool began and what their witnesses say, resumed where a store keeps them.
 * @param key names them among what is stored of the pool.
 * @throws StakingError and the signal's reason, as {@link readWitnessedLogs} does.
 */
export async function readPoolLogs<Kept extends object>(
  { request, network, pool, store }: PoolContext,
  key: string,
  filters: readonly LogFilter[],
  witnesses: Witnesses<Kept>,
  to: Block | Promise<Block>,
  options: ResumeOptions,
  onOwn?: (own: OwnLogs<Kept>) => void,
): Promise<WitnessedLogs<Kept>> {
  const { reorgDepth } = network;
  const place = { store, key: storeKey({ network, pool }, key, 'logs'), filters, fromBlock: pool.deployBlock };
  return readWitnessedLogs(request, { ...place, reorgDepth, to, options }, witnesses, onOwn);
}
