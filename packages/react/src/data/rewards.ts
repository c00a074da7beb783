import { readBooks, type Books, type Seconds } from '@pooled-staking/core';
import { skipToken, useQuery } from '@tanstack/react-query';
import { usePlace, type About } from '../pool/about';
import { useAccountView, type AccountView } from './account-view';
import { useStore } from './browser-store';
import { useCancellableRead, type CancellableRead } from './cancellable-read';
import { accountKey, keepOf } from './keys';
import type { LongRead } from './pool-read';
import { useAnswers } from './query-client';
import { readOverWallet } from './wallet-reads';

/** Seconds of the chain: from the first on, until before the second; an end that is absent is open. */
export type RewardSpan = { readonly from?: Seconds | undefined; readonly to?: Seconds | undefined };

/** What came in over a span, and what was asked for. */
export type Rewards<Span extends RewardSpan = RewardSpan> = Books & {
  readonly span: Span;
  readonly currency: string | null;
  /** The account at the same block. */
  readonly view: AccountView;
};

type RewardsOptions<Span extends RewardSpan> = About & {
  /** Everything without it. */
  readonly span?: Span;
  /** The code of a currency that the network has a price feed for: lines have prices in it then. */
  readonly currency?: string | null;
};

/** Books as far as they are read, and the account's ledger that they are made of, which is read first. */
export type RewardsRead<Span extends RewardSpan> = CancellableRead<Rewards<Span>> & {
  readonly ledger: LongRead<AccountView>;
};

const everything: RewardSpan = {};

/**
 * What an account's stake has earned over a span: what each harvest brought, and every movement, to the wei, with prices in a
 * currency. Nothing is told where the node lacks what proves it (`ledger.query.data.gap`). The books before stay in sight until
 * new ones are there; they say in `span` and `currency` what they are about.
 * @throws as {@link useChosenPool}. Errors are in both queries: StakingError CHAIN_UNAVAILABLE or CHAIN_INCONSISTENT.
 */
export function useRewards<Span extends RewardSpan = RewardSpan>({
  span = everything as Span,
  currency = null,
  ...about
}: RewardsOptions<Span> = {}): RewardsRead<Span> {
  const { chosen, session } = usePlace(about);
  const queryClient = useAnswers();
  const store = useStore();
  const ledger = useAccountView(about);
  const view = ledger.query.data;
  const isEnabled = session !== null && view?.gap === null;
  const place = ['books', ...accountKey(session), chosen.pool.id];
  // The span as it was given, with what a page has noted in it beside its ends: it comes back with the books.
  const key = [...place, span, currency, view?.state.block.hash];
  const query = useQuery(
    {
      queryKey: key,
      structuralSharing: false,
      placeholderData: keepOf(place),
      gcTime: 60_000,
      queryFn: isEnabled
        ? async ({ signal }): Promise<Rewards<Span>> =>
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
  return { ...useCancellableRead(query, key, isEnabled), ledger };
}
