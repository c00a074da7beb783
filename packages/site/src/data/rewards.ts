import {
  readAccountView,
  readBooks,
  readFiatPricesAt,
  type AccountView,
  type Address,
  type Books,
  type FiatPrice,
  type PoolOnNetwork,
  type Seconds,
} from '@pooled-staking/core';
import { keepPreviousData, skipToken, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { startOfSpan, type Span } from '../rewards/span';
import { useSession, type Session } from '../wallet/session';
import { freshFrom } from './fresh-from';
import { readOver } from './pool-context';
import { accountKey, poolOnChain, useSnapStatus } from './queries';

/** How much of a long read is done. */
export type ReadProgress = { readonly done: number; readonly total: number };

/** A query with the way to stop it. */
export type Reading<Data> = {
  readonly query: UseQueryResult<Data>;
  readonly cancel: () => void;
  /** It was stopped before anything was read. */
  readonly isStopped: boolean;
};

function useReading<Data>(query: UseQueryResult<Data>, key: readonly unknown[], isEnabled: boolean): Reading<Data> {
  const queryClient = useQueryClient();
  return {
    query,
    cancel: () => void queryClient.cancelQueries({ queryKey: key, exact: true }),
    isStopped: isEnabled && query.isPending && query.fetchStatus === 'idle',
  };
}

/** The pool of the session where its rewards can be shown: the Snap is there, and the network has a pool. */
function useWhere(): PoolOnNetwork | null {
  const session = useSession();
  const { data: snap } = useSnapStatus();
  return snap?.status === 'installed' ? poolOnChain(session.chainId) : null;
}

const viewKey = (session: Session): readonly unknown[] => [...accountKey(session), 'view'];
const progressKey = (session: Session): readonly unknown[] => ['progress', ...viewKey(session)];

/**
 * The account's stake and its whole ledger, read by the page itself over the wallet's node: the first time from the
 * pool's first block on, later only what is new. Leaving the account or the network cancels it.
 */
export function useAccountView(): Reading<AccountView> {
  const session = useSession();
  const where = useWhere();
  const queryClient = useQueryClient();
  const key = viewKey(session);
  const query = useQuery({
    queryKey: key,
    structuralSharing: false,
    queryFn: where
      ? async ({ signal }): Promise<AccountView> => {
          const tell = (progress: ReadProgress | null): void => {
            queryClient.setQueryData(progressKey(session), progress);
          };
          tell(null);
          return readOver(session, where, signal, async (context) =>
            readAccountView(context, session.account as Address, {
              minBlock: freshFrom(session.chainId, session.account),
              withEntryTimes: true,
              signal,
              onProgress: (done, total) => {
                tell({ done, total });
              },
            }),
          );
        }
      : skipToken,
  });
  return useReading(query, key, where !== null);
}

/** How far the reading of the view has come; `null` before it is known. */
export function useViewProgress(): ReadProgress | null {
  const session = useSession();
  const { data } = useQuery<ReadProgress | null>({ queryKey: progressKey(session), queryFn: skipToken });
  return data ?? null;
}

/** Books, and what was asked for. */
export type SpanBooks = Books & { readonly span: Span; readonly currency: string | null };

/**
 * The account's books over a span: what each harvest brought, and every movement, with prices in a currency. The books
 * before stay in sight until new ones are there.
 */
export function useBooks(view: AccountView | undefined, span: Span, currency: string | null): Reading<SpanBooks> {
  const session = useSession();
  const where = useWhere();
  const isEnabled = where !== null && view?.incompleteReason === null;
  const key = ['books', ...accountKey(session), span, currency, view?.state.block.hash];
  const query = useQuery({
    queryKey: key,
    structuralSharing: false,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    queryFn: isEnabled
      ? async ({ signal }): Promise<SpanBooks> =>
          readOver(session, where, signal, async (context) => {
            const from = startOfSpan(span, view.state.block.timestamp);
            return { ...(await readBooks(context, view, { from, currency: currency ?? '' })), span, currency };
          })
      : skipToken,
  });
  return useReading(query, key, isEnabled);
}

/** The price of ETH at the time of each movement of the account; empty while it is read, and where there is none. */
export function useEntryPrices(
  view: AccountView | undefined,
  currency: string | null,
): ReadonlyMap<Seconds, FiatPrice> | undefined {
  const session = useSession();
  const where = useWhere();
  const { data } = useQuery({
    queryKey: ['entry-prices', ...accountKey(session), currency, view?.state.block.hash],
    structuralSharing: false,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    queryFn:
      where && view && currency !== null
        ? async ({ signal }) =>
            readOver(session, where, signal, async (context) => {
              const times = view.ledger.entries.map(({ log }) => view.timestamps.get(log.blockNumber) ?? 0);
              return readFiatPricesAt(context, view.state.block, currency, times);
            })
        : skipToken,
  });
  return currency === null ? undefined : data;
}
