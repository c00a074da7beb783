import { addFiatPrice, ReadBatch, readViewBlock, type FiatPrice } from '@pooled-staking/core';
import { usePlace, type About } from '../pool/about';
import { chainKey } from './keys';
import { useReadAt } from './pool-read';

/**
 * What a network's native asset costs in a currency, by its price feeds; `null` without a currency or a feed, and until it is read.
 * @throws as {@link useChosenPool}.
 */
export function useFiatPrice({
  currency,
  ...about
}: Pick<About, 'pool'> & { readonly currency: string | null }): FiatPrice | null {
  const place = usePlace(about);
  const { query } = useReadAt(place, place.reader, chainKey(place.reader), {
    name: ['fiat-price', currency],
    read:
      currency === null
        ? undefined
        : async ({ request, network }) => {
            const block = await readViewBlock(request);
            const batch = new ReadBatch(network.multicall3);
            const price = addFiatPrice(batch, network, currency);
            await batch.run(request, block);
            return { price: price(), block: block.number, currency };
          },
    blockOf: ({ block }) => block,
  });
  // Of another currency, while that one's is on its way.
  return query.data?.currency === currency ? query.data.price : null;
}
