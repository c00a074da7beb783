import type { PoolOnNetwork } from '@pooled-staking/core';
import { createContext, useContext, type ReactNode } from 'react';

const ChosenPoolContext = createContext<PoolOnNetwork | null>(null);

type ChosenPoolProps = { readonly chosen: PoolOnNetwork; readonly children: ReactNode };

/** Tells what stands in it which pool it is about. */
export function ChosenPoolProvider({ chosen, children }: ChosenPoolProps) {
  return <ChosenPoolContext.Provider value={chosen}>{children}</ChosenPoolContext.Provider>;
}

/** The pool that the page's address names. */
export function useChosenPool(): PoolOnNetwork {
  const chosen = useContext(ChosenPoolContext);
  if (!chosen) {
    throw new Error('useChosenPool needs a ChosenPoolProvider around it.');
  }
  return chosen;
}
