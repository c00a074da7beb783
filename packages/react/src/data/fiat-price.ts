import { addFiatPrice, ReadBatch, readViewBlock, type FiatPrice } from '@pooled-staking/core';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useChosenPool } from '../pool/chosen-pool';
import { useSession } from '../wallet/session';
import { useCurrency } from './currency';
import { useFollowSlowly } from './follow-chain';
import { chainKey } from './keys';
import { readOverWallet } from './wallet-reads';
import { useStore } from './browser-store';
import { useAnswers } from './query-client';

/** What fees are paid in costs in the chosen currency; `null` without a currency or a feed, and until it is read. */
export function useFiatPrice(): FiatPrice | null {
  const session = useSession();
  const queryClient = useAnswers();
  const store = useStore();
  const chosen = useChosenPool();
  const { currency } = useCurrency(chosen.network);
  const query = useQuery(
    {
      queryKey: [...chainKey(session), 'fiat-price', currency],
      structuralSharing: false,
      queryFn:
        currency === null
          ? skipToken
          : async ({ signal }) =>
              readOverWallet(session, chosen, store, signal, async ({ request, network }) => {
                const block = await readViewBlock(request);
                const batch = new ReadBatch(network.multicall3);
                const price = addFiatPrice(batch, network, currency);
                await batch.run(request, block);
                return { price: price(), block: block.number };
              }),
    },
    queryClient,
  );
  useFollowSlowly(query, query.data?.block);
  return query.data?.price ?? null;
}
