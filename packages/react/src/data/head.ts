import { readBlock, toIsoTime } from '@pooled-staking/core';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useOptions } from '../options';
import { useSession } from '../wallet/session';
import { chainKey } from './keys';
import { useAnswers } from './query-client';

/** The newest block as the wallet's node tells it. */
export type Head = { readonly number: number; readonly timestamp: string };

/** Follows the chain while the page is in sight: the only question that is asked on a timer. */
export function useHead(): UseQueryResult<Head> {
  const session = useSession();
  const queryClient = useAnswers();
  const options = useOptions();
  return useQuery(
    {
      queryKey: [...chainKey(session), 'head'],
      queryFn: async (): Promise<Head> => {
        const block = await readBlock(async (args) => session.wallet.provider.request(args));
        return { number: block.number, timestamp: toIsoTime(block.timestamp) };
      },
      refetchInterval: options.pollInterval(session.chainId),
      refetchOnWindowFocus: 'always',
      retry: false,
    },
    queryClient,
  );
}
