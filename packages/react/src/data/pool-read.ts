import type { PoolContext } from '@pooled-staking/core';
import { skipToken, useQuery } from '@tanstack/react-query';
import { usePlace, type About, type Place } from '../pool/about';
import type { Session } from '../wallet/session';
import { useStore } from './browser-store';
import { useCancellableRead, type CancellableRead } from './cancellable-read';
import { useFollow } from './follow-chain';
import { accountKey, chainKey, keepOf } from './keys';
import { useAnswers } from './query-client';
import { readOverWallet } from './wallet-reads';

/** How much of a long read is done. */
export type ReadProgress = { readonly done: number; readonly total: number };

/** What a read is given beside the pool. */
export type ReadTools = {
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** Tells how far a long read has come. */
  readonly onProgress: (done: number, total: number) => void;
};

/** Something to be read of a pool. */
export type PoolRead<Data> = {
  /** What it is, with all that it depends on beside the pool: answers are known by it. */
  readonly name: readonly unknown[];
  /** Absent where there is nothing to read. */
  readonly read: ((context: PoolContext, tools: ReadTools) => Promise<Data>) | undefined;
  /** The number of the block that an answer is of. */
  readonly blockOf: (data: Data) => number;
};

/** A read with the way to stop it, and how far it has come; `null` before that is known. */
export type LongRead<Data> = CancellableRead<Data> & { readonly progress: ReadProgress | null };

/** Reads at a place, whose key is `within`. */
export function useReadAt<Data>(
  { chosen }: Place,
  session: Session | null,
  within: readonly unknown[],
  { name, read, blockOf }: PoolRead<Data>,
): LongRead<Data> {
  const queryClient = useAnswers();
  const store = useStore();
  const place = [...within, chosen.pool.id, name[0]];
  const key = [...place, ...name.slice(1)];
  const progressKey = ['progress', ...key];
  const isEnabled = session !== null && read !== undefined;
  const query = useQuery(
    {
      queryKey: key,
      structuralSharing: false,
      placeholderData: keepOf(place),
      queryFn: isEnabled
        ? async ({ signal }): Promise<Data> => {
            queryClient.setQueryData<ReadProgress | null>(progressKey, null);
            return readOverWallet(session, chosen, store, signal, async (context) =>
              read(context, {
                signal,
                onProgress: (done, total) => {
                  queryClient.setQueryData<ReadProgress>(progressKey, { done, total });
                },
              }),
            );
          }
        : skipToken,
    },
    queryClient,
  );
  const { data: progress } = useQuery<ReadProgress | null>({ queryKey: progressKey, queryFn: skipToken }, queryClient);
  useFollow(session, query, query.data && blockOf(query.data), 'slow');
  return { ...useCancellableRead(query, key, isEnabled), progress: progress ?? null };
}

/**
 * Reads something of a pool that is the same for all accounts, and keeps it in step with the chain: what no other hook reads. The
 * answer before stays in sight while the next is read.
 * @throws as {@link useChosenPool}.
 */
export function usePoolRead<Data>(what: PoolRead<Data>, about: Pick<About, 'pool'> = {}): LongRead<Data> {
  const place = usePlace(about);
  return useReadAt(place, place.reader, [...chainKey(place.reader), 'read'], what);
}

/** As {@link usePoolRead}, for what is the account's. */
export function useAccountRead<Data>(place: Place, what: PoolRead<Data>): LongRead<Data> {
  return useReadAt(place, place.session, accountKey(place.session), what);
}
