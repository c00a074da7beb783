import { readFiatPricesAt, type Block, type FiatPrice } from '@pooled-staking/core';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useChosenPool } from '../pools/chosen-pool';
import { useSession } from '../wallet/session';
import { accountKey } from './keys';
import { readOverWallet } from './wallet-reads';

/** The price at a block; `null` while it is read, without a currency, and where the chain has none. */
export function usePriceAt(block: Block, currency: string | null): FiatPrice | null {
  const session = useSession();
  const chosen = useChosenPool();
  const { data } = useQuery({
    queryKey: ['price-now', ...accountKey(session), chosen.pool.id, currency, block.hash],
    structuralSharing: false,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    queryFn:
      currency === null
        ? skipToken
        : async ({ signal }) =>
            readOverWallet(session, chosen, signal, async (context) => {
              const prices = await readFiatPricesAt(context, block, currency, [block.timestamp]);
              return prices.get(block.timestamp) ?? null;
            }),
  });
  return data?.currency === currency ? data : null;
}
