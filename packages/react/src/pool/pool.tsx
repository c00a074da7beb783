import { poolById, type PoolOnNetwork } from '@pooled-staking/core';
import { createContext, useContext, useMemo, type ReactNode } from 'react';

const PoolContext = createContext<PoolOnNetwork | null>(null);

type PoolProviderProps = {
  /** The pool's id (CAIP-10), as {@link networks} of core lists them. */
  readonly pool: string;
  readonly children: ReactNode;
};

/**
 * Tells the hooks in it which pool they are about.
 * @throws StakingError UNKNOWN_POOL.
 */
export function PoolProvider({ pool, children }: PoolProviderProps) {
  const chosen = useMemo(() => poolById(pool), [pool]);
  return <PoolContext.Provider value={chosen}>{children}</PoolContext.Provider>;
}

/**
 * The pool of an id, or else the one that the page is about, with its network: what is known of it without asking a node.
 * @throws StakingError UNKNOWN_POOL; Error where no pool is named and no {@link PoolProvider} stands around.
 */
export function useChosenPool(pool?: string): PoolOnNetwork {
  const around = useContext(PoolContext);
  const chosen = useMemo(() => (pool === undefined ? around : poolById(pool)), [around, pool]);
  if (!chosen) {
    throw new Error('Name a pool, or put a PoolProvider around what asks for one.');
  }
  return chosen;
}
