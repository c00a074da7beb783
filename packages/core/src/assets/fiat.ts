import type { Block } from '../chain/block';
import { ReadBatch } from '../chain/read-batch';
import type { PoolContext } from '../networks/context';
import type { Address, Seconds, Wei } from '../units';
import type { Network } from '../networks/index';
import { addKeptRounds, keepRounds } from './kept-rounds';
import { addLatestRound, readRoundsAt } from './price-rounds';

/** The price of one unit of a chain's own money in a currency, from the chain's own price feed. */
export type FiatPrice = {
  /** ISO 4217, upper case. */
  readonly currency: string;
  /** Units of the currency per ETH, or whatever the chain's money is, fixed point with 18 decimals. */
  readonly price: bigint;
  /** When the feed was last updated. */
  readonly updatedAt: Seconds;
};

const scale = 10n ** 18n;

/** How a currency is had from the feeds: the chain's money in USD, divided by the currency's own price in USD. */
type Route = { readonly eth: Address; readonly currency: Address | null };

/** The feeds to ask for a currency; `undefined` where the chain does not have them. */
function routeTo(network: Network, currency: string): Route | undefined {
  const feedOf = (base: string): Address | undefined =>
    network.priceFeeds.find((feed) => feed.base === base && feed.quote === 'USD')?.address;
  const eth = feedOf(network.nativeAsset.symbol);
  const other = currency === 'USD' ? null : feedOf(currency);
  return eth === undefined || other === undefined ? undefined : { eth, currency: other };
}

/** True where the chain's feeds give the price of a chain's money in a currency. */
export function hasFiatPrice(network: Network, currency: string): boolean {
  return routeTo(network, currency.toUpperCase()) !== undefined;
}

type Priced = { readonly answer: bigint; readonly decimals: number; readonly updatedAt: Seconds };

function toScaled({ answer, decimals }: Priced): bigint {
  return (answer * scale) / 10n ** BigInt(decimals);
}

/** The price of a chain's money in a currency: from its own price in USD and the currency's; `null` when one of them lacks. */
function priceIn(currency: string, eth: Priced | undefined, other: Priced | null | undefined): FiatPrice | null {
  if (!eth || other === undefined) {
    return null;
  }
  return {
    currency,
    price: other === null ? toScaled(eth) : (toScaled(eth) * scale) / toScaled(other),
    updatedAt: other === null ? eth.updatedAt : Math.min(eth.updatedAt, other.updatedAt),
  };
}

/**
 * Adds the price of a chain's money in a currency to a batch. The result reads `null` where the chain has no feed for it: no price is
 * better than an invented one.
 */
export function addFiatPrice(batch: ReadBatch, network: Network, currency: string): () => FiatPrice | null {
  const code = currency.toUpperCase();
  const route = routeTo(network, code);
  const eth = route && addLatestRound(batch, route.eth);
  const other = route?.currency ? addLatestRound(batch, route.currency) : undefined;
  return () => (route ? priceIn(code, eth?.(), route.currency === null ? null : other?.()) : null);
}

/** What an amount of it is worth, in hundredths of the currency, rounded towards zero. */
export function toFiatCents(amount: Wei, { price }: FiatPrice): bigint {
  return (amount * price) / (scale * (scale / 100n));
}

/**
 * As much of it as hundredths of the currency buy, in wei, rounded down: what it is worth is never more than was entered.
 * @throws RangeError where the price is 0.
 */
export function fromFiatCents(cents: bigint, { price }: FiatPrice): Wei {
  return (cents * scale * (scale / 100n)) / price;
}

/**
 * The price of a chain's money in a currency at some times, from the rounds of the chain's price feed; a time without a price is not
 * in the result. A handful of reads, however many times there are; with a store each time is searched once.
 * None for a pool of another asset: the feeds price the chain's own money alone.
 * @param block the newest to read, of the view that the prices are for.
 * @throws StakingError CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
export async function readFiatPricesAt(
  context: PoolContext,
  block: Block,
  currency: string,
  times: readonly Seconds[],
): Promise<Map<Seconds, FiatPrice>> {
  const code = currency.toUpperCase();
  const route = routeTo(context.network, code);
  if (!route || times.length === 0 || context.pool.asset.address !== null) {
    return new Map();
  }
  const batch = new ReadBatch(context.network.multicall3);
  const addFeed = async (feed: Address): Promise<() => Promise<Map<Seconds, Priced>>> => {
    const latest = addLatestRound(batch, feed);
    const pending = await addKeptRounds(batch, context, feed, block);
    return async () => {
      const [present, kept] = [latest(), pending()];
      if (!present) {
        return new Map();
      }
      const missing = times.filter((time) => !kept.byTime.has(time));
      const found = await readRoundsAt(context, feed, present, missing, block.number);
      await keepRounds(context, feed, block, kept, found);
      const rounds = [...kept.byTime, ...found];
      return new Map(rounds.map(([time, round]) => [time, { ...round, decimals: present.decimals }]));
    };
  };
  const feeds = await Promise.all([addFeed(route.eth), route.currency ? addFeed(route.currency) : null]);
  await batch.run(context.request, block);
  const [ethRounds, otherRounds] = await Promise.all(feeds.map(async (read) => (read ? read() : null)));
  const prices = new Map<Seconds, FiatPrice>();
  for (const time of times) {
    const price = priceIn(code, ethRounds?.get(time), otherRounds ? otherRounds.get(time) : null);
    if (price) {
      prices.set(time, price);
    }
  }
  return prices;
}
