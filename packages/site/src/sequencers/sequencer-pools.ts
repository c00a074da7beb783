import { networks, protocolOf, type PoolOnNetwork } from '@pooled-staking/core';

/** Every pool whose parts make the blocks of another chain. */
export const producingPools: readonly PoolOnNetwork[] = networks.flatMap((network) =>
  network.pools.flatMap((pool) => (protocolOf(pool).producing ? [{ network, pool }] : [])),
);
