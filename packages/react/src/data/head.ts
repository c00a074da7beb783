import { readBlock, toIsoTime } from '@pooled-staking/core';
import { skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useContext } from 'react';
import { useOptions } from '../options';
import { SessionContext, type Session } from '../wallet/session';
import { askOnce } from './ask-once';
import { chainKey } from './keys';
import { useAnswers } from './query-client';

/** The newest block of a chain; its time as ISO 8601. */
export type Head = { readonly number: number; readonly timestamp: string };

/** Follows a chain while the page is in sight: the only question that is asked on a timer. */
export function useHeadOf(session: Session | null): UseQueryResult<Head> {
  const queryClient = useAnswers();
  const { pollInterval } = useOptions();
  return useQuery(
    {
      queryKey: [...chainKey(session), 'head'],
      queryFn: session
        ? async (): Promise<Head> => {
            const block = await readBlock(askOnce(session.wallet.provider));
            return { number: block.number, timestamp: toIsoTime(block.timestamp) };
          }
        : skipToken,
      refetchInterval: session ? pollInterval(session.chainId) : false,
      refetchOnWindowFocus: 'always',
      retry: false,
    },
    queryClient,
  );
}

/** The newest block of the session's chain, as its node tells it; an error while the node is silent. */
export function useHead(): UseQueryResult<Head> {
  return useHeadOf(useContext(SessionContext));
}
