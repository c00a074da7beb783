import type { UseQueryResult } from '@tanstack/react-query';
import { useAnswers } from './query-client';

/** A query with the way to stop it. */
export type CancellableRead<Data> = {
  readonly query: UseQueryResult<Data>;
  readonly cancel: () => void;
  /** It was stopped before anything was read. */
  readonly isStopped: boolean;
};

/** Gives a query, known by its key, the way to stop it. */
export function useCancellableRead<Data>(
  query: UseQueryResult<Data>,
  key: readonly unknown[],
  isEnabled: boolean,
): CancellableRead<Data> {
  const queryClient = useAnswers();
  return {
    query,
    cancel: () => void queryClient.cancelQueries({ queryKey: key, exact: true }),
    isStopped: isEnabled && query.isPending && query.fetchStatus === 'idle',
  };
}
