import { networks, poolById, type Network, type PoolOnNetwork } from '@pooled-staking/core';

/** The network of a chain; `null` where there is no pool. */
export function networkOnChain(chainId: number): Network | null {
  return networks.find((network) => network.chainId === chainId) ?? null;
}

/** The pool of an id, whatever the letter case of its address; `null` when there is none. */
export function findPool(id: string): PoolOnNetwork | null {
  try {
    return poolById(id);
  } catch {
    return null;
  }
}
