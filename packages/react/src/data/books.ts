import { readBooks, type Books, type Seconds } from '@pooled-staking/core';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useChosenPool } from '../pool/chosen-pool';
import { useSession } from '../wallet/session';
import type { AccountView } from './account-view';
import { useCancellableRead, type CancellableRead } from './cancellable-read';
import { accountKey } from './keys';
import { readOverWallet } from './wallet-reads';
import { useStore } from './browser-store';
import { useAnswers } from './query-client';

/** Seconds of the chain: from the first on, until before the second; an end that is absent is open. */
export type BookSpan = { readonly from?: Seconds | undefined; readonly to?: Seconds | undefined };

/** Books, and what was asked for. */
export type SpanBooks<Span extends BookSpan = BookSpan> = Books & {
  readonly span: Span;
  readonly currency: string | null;
  /** The account at the same block. */
  readonly view: AccountView;
};

/**
 * The books of an account's view over a span: what each harvest brought, and every movement, with prices in a currency.
 * The books before stay in sight until new ones are there.
 */
export function useBooks<Span extends BookSpan>(
  view: AccountView,
  span: Span,
  currency: string | null,
): CancellableRead<SpanBooks<Span>> {
  const session = useSession();
  const queryClient = useAnswers();
  const store = useStore();
  const chosen = useChosenPool();
  const isEnabled = view.gap === null;
  const key = [
    'books',
    ...accountKey(session),
    chosen.pool.id,
    `${span.from}-${span.to}`,
    currency,
    view.state.block.hash,
  ];
  const query = useQuery(
    {
      queryKey: key,
      structuralSharing: false,
      placeholderData: keepPreviousData,
      gcTime: 60_000,
      queryFn: isEnabled
        ? async ({ signal }): Promise<SpanBooks<Span>> =>
            readOverWallet(session, chosen, store, signal, async (context) => {
              const { from, to } = span;
              return {
                ...(await readBooks(context, view, { from, to, currency: currency ?? '' })),
                span,
                currency,
                view,
              };
            })
        : skipToken,
    },
    queryClient,
  );
  return useCancellableRead(query, key, isEnabled);
}
