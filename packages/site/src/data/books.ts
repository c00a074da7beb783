import { readBooks, type Books } from '@pooled-staking/core';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useChosenPool } from '../pools/chosen-pool';
import { keyOfSpan, type ShownSpan } from '../rewards/span';
import { useSession } from '../wallet/session';
import type { AccountView } from './account-view';
import { useCancellableRead, type CancellableRead } from './cancellable-read';
import { accountKey } from './keys';
import { readOverWallet } from './wallet-reads';

/** Books, and what was asked for. */
export type SpanBooks = Books & {
  readonly span: ShownSpan;
  readonly currency: string | null;
  /** The account at the same block. */
  readonly view: AccountView;
};

/**
 * The books of an account's view over a span: what each harvest brought, and every movement, with prices in a currency.
 * The books before stay in sight until new ones are there.
 */
export function useBooks(view: AccountView, span: ShownSpan, currency: string | null): CancellableRead<SpanBooks> {
  const session = useSession();
  const chosen = useChosenPool();
  const isEnabled = view.gap === null;
  const key = ['books', ...accountKey(session), chosen.pool.id, keyOfSpan(span), currency, view.state.block.hash];
  const query = useQuery({
    queryKey: key,
    structuralSharing: false,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    queryFn: isEnabled
      ? async ({ signal }): Promise<SpanBooks> =>
          readOverWallet(session, chosen, signal, async (context) => {
            const { from, to } = span;
            return {
              ...(await readBooks(context, view, { from, to, currency: currency ?? '' })),
              span,
              currency,
              view,
            };
          })
      : skipToken,
  });
  return useCancellableRead(query, key, isEnabled);
}
