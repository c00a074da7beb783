import { QueryClient } from '@tanstack/react-query';
import { stakingCodeOf } from '../errors/describe-error';

/** A failure that may pass by itself: the node was away for a moment, or has not seen the newest block yet. */
export function mayPass(error: unknown): boolean {
  const code = stakingCodeOf(error);
  return code === 'CHAIN_UNAVAILABLE' || code === 'CHAIN_INCONSISTENT';
}

/** The page's cache of answers. Nothing is asked again on focus: the block number decides what is stale. */
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
