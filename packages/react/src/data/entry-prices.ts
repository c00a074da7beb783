import { readFiatPricesAt, type FiatPrice, type Seconds } from '@pooled-staking/core';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useChosenPool } from '../pool/chosen-pool';
import { useSession } from '../wallet/session';
import type { AccountView } from './account-view';
import { accountKey } from './keys';
import { readOverWallet } from './wallet-reads';
import { useStore } from './browser-store';
import { useAnswers } from './query-client';

/** The price of ETH at the time of each movement of the account; empty while it is read, and where there is none. */
export function useEntryPrices(
  view: AccountView,
  currency: string | null,
): ReadonlyMap<Seconds, FiatPrice> | undefined {
  const session = useSession();
  const queryClient = useAnswers();
  const store = useStore();
  const chosen = useChosenPool();
  const { data } = useQuery(
    {
      queryKey: ['entry-prices', ...accountKey(session), chosen.pool.id, currency, view.state.block.hash],
      structuralSharing: false,
      placeholderData: keepPreviousData,
      gcTime: 60_000,
      queryFn:
        currency === null
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
