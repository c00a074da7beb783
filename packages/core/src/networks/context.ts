import type { Request } from '../chain/request';
import type { Store } from '../chain/store';
import type { Network, Pool } from './index';
import type { FetchText } from '../web/fetch-text';

/** Where a pool is and how to reach it: what every read and every transaction of the pool needs. */
export type PoolContext = {
  readonly request: Request;
  readonly network: Network;
  readonly pool: Pool;
  readonly fetchText: FetchText;
  /** Base addresses of the gateways for rewards files, the first that answers rightly wins. */
  readonly rewardsGateways: readonly string[];
  /** Where to keep what was read, so that the next read costs only what is new; without it every read begins anew. */
  readonly store?: Store | undefined;
};

/** The name under which something about a pool is stored; tells chains and pools apart. */
export function storeKey(
  { network, pool }: Pick<PoolContext, 'network' | 'pool'>,
  ...parts: readonly string[]
): string {
  return [network.chainId, pool.address, ...parts].join(':').toLowerCase();
}
