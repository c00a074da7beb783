import { isServerUrl, type Address, type BooksFault, type BooksLook, type PoolOnNetwork } from '@pooled-staking/core';
import { skipToken, useQuery, type QueryClient } from '@tanstack/react-query';
import { useOptions, type StakingOptions } from '../options';
import { usePlace, type About } from '../pool/about';
import type { Session } from '../wallet/session';
import { browserStore } from './browser-store';
import { accountKey, chainKey } from './keys';
import { useAnswers } from './query-client';
import { readOverWallet } from './wallet-reads';

/** What came of looking at a pool's books: they agree with the chain, or cannot be used. */
export type PoolBooks =
  | ({ readonly fault: null } & BooksLook)
  | {
      readonly fault: BooksFault;
      /** Where the chain says otherwise. */
      readonly block: number | null;
    };

/** Where the books of a pool are; `null` without any. An address may be a path of the page's own server. */
function booksOf({ books }: StakingOptions, { pool }: PoolOnNetwork): string | null {
  const id = pool.id.toLowerCase();
  const given = Object.entries(books).find(([each]) => each.toLowerCase() === id)?.[1];
  const url = given === undefined ? null : new URL(given, window.location.href).href;
  return pool.protocol === 'stakewise' && isServerUrl(url) ? url : null;
}

type Look = {
  readonly queryKey: readonly unknown[];
  readonly queryFn: (tools: { readonly signal: AbortSignal }) => Promise<PoolBooks>;
};

/** The look at the books of a pool, for an account or for none; `null` where there are none, or nothing reads the pool. */
function lookOf(
  options: StakingOptions,
  chosen: PoolOnNetwork,
  session: Session | null,
  account: string | null,
): Look | null {
  const url = session && booksOf(options, chosen);
  if (session === null || url === null) {
    return null;
  }
  const key = account === null ? chainKey(session) : accountKey(session);
  return {
    queryKey: [...key, 'pool-books', chosen.pool.id, url],
    queryFn: async ({ signal }) => {
      const store = browserStore(options.storage);
      const { lookAtBooksAt } = await import(/* webpackChunkName: "books" */ './look-at-books');
      try {
        const look = await readOverWallet(session, chosen, store, signal, async (context) =>
          lookAtBooksAt(url, context, account as Address | null, signal),
        );
        return { fault: null, ...look };
      } catch (error) {
        const { name, fault, block } = error as { name?: string; fault?: BooksFault; block?: number | null };
        if (name === 'BooksError' && fault !== undefined) {
          return { fault, block: block ?? null };
        }
        throw error;
      }
    },
  };
}

/**
 * Looks once at the books of a pool, if it has any, before an account's past is read: what they find need not be searched. Whatever
 * comes of it, the read goes on.
 */
export async function findInBooks(
  queryClient: QueryClient,
  options: StakingOptions,
  chosen: PoolOnNetwork,
  session: Session,
): Promise<void> {
  const look = lookOf(options, chosen, session, session.account);
  // The oldest version of the peer has no other way.
  // oxlint-disable-next-line typescript/no-deprecated
  await (look && queryClient.fetchQuery({ ...look, staleTime: Infinity, gcTime: Infinity }).catch(() => undefined));
}

function useLook(chosen: PoolOnNetwork, session: Session | null, account: string | null): PoolBooks | null {
  const options = useOptions();
  const look = lookOf(options, chosen, session, account);
  const { data } = useQuery(
    { ...(look ?? { queryKey: ['pool-books', null], queryFn: skipToken }), staleTime: Infinity, gcTime: Infinity },
    useAnswers(),
  );
  return data ?? null;
}

/**
 * What came of looking at the pool's books for an account (`books` of the options): they were held against the chain, and said where
 * the account's past is, so that it was not searched. `null` without books, and before it is known. Nothing that the other hooks
 * give is a figure of the books.
 * @throws as {@link useChosenPool}.
 */
export function useAccountBooks(about?: About): PoolBooks | null {
  const { chosen, session } = usePlace(about);
  return useLook(chosen, session, session?.account ?? null);
}

/**
 * As {@link useAccountBooks}, for the pool alone: its totals and its queue were held against the chain at the same block.
 * @throws as {@link useChosenPool}.
 */
export function usePoolBooks(about?: Pick<About, 'pool'>): PoolBooks | null {
  const { chosen, reader } = usePlace(about);
  return useLook(chosen, reader, null);
}
