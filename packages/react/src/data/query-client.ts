import { QueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { mayPass } from '../errors';

/** A cache of answers as the hooks need it. Nothing is asked again on focus: the block number decides what is stale. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A local chain needs no internet.
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && mayPass(error),
        retryDelay: (failures) => 700 * 2 ** failures,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        staleTime: Number.POSITIVE_INFINITY,
      },
    },
  });
}

/** Beside the app's own, which has other rules, and is not emptied when a wallet is disconnected. */
export const QueryClientContext = createContext<QueryClient | null>(null);

export function useAnswers(): QueryClient {
  const client = useContext(QueryClientContext);
  if (!client) {
    throw new Error('The hooks of @pooled-staking/react need a PooledStakingProvider around them.');
  }
  return client;
}
