import { readFiatPricesAt, type FiatPrice, type Seconds } from '@pooled-staking/core';
import { skipToken, useQuery } from '@tanstack/react-query';
import { usePlace, type About } from '../pool/about';
import type { AccountView } from './account-view';
import { useStore } from './browser-store';
import { accountKey, keepOf } from './keys';
import { useAnswers } from './query-client';
import { readOverWallet } from './wallet-reads';

/**
 * What a network's native asset cost at the time of each movement of an account; absent while it is read and without a currency,
 * and without those times for which the feeds tell no price.
 * @param view what {@link useAccountView} has read about the same account and pool.
 * @throws as {@link useChosenPool}.
 */
export function useEntryPrices(
  view: AccountView,
  currency: string | null,
  about?: About,
): ReadonlyMap<Seconds, FiatPrice> | undefined {
  const { chosen, session } = usePlace(about);
  const queryClient = useAnswers();
  const store = useStore();
  const place = ['entry-prices', ...accountKey(session), chosen.pool.id];
  const { data } = useQuery(
    {
      queryKey: [...place, currency, view.state.block.hash],
      structuralSharing: false,
      placeholderData: keepOf(place),
      gcTime: 60_000,
      queryFn:
        currency === null || session === null
          ? skipToken
          : async ({ signal }) =>
              readOverWallet(session, chosen, store, signal, async (context) => {
                const times = view.entries.map(({ time }) => time);
                return readFiatPricesAt(context, view.state.block, currency, times);
              }),
    },
    queryClient,
  );
  return currency === null ? undefined : data;
}
