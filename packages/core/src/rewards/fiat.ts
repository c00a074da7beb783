import { Interface } from 'ethers';
import type { ReadBatch } from '../chain/read-batch';
import type { Network } from '../networks/index';
import type { Seconds, Wei } from '../units';

const feedInterface = new Interface([
  'function latestRoundData() view returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)',
  'function decimals() view returns (uint8)',
]);

/** The price of one ETH in a currency, from the chain's own price feed. */
export type FiatPrice = {
  /** ISO 4217, upper case. */
  readonly currency: string;
  /** Units of the currency per ETH, fixed point with 18 decimals. */
  readonly price: bigint;
  /** When the feed was last updated. */
  readonly updatedAt: Seconds;
};

const scale = 10n ** 18n;

type Feed = { answer: bigint; updatedAt: Seconds; decimals: number };

/** Adds a feed's newest round to a batch; `undefined` once read when the feed does not answer with a positive price. */
function addFeed(batch: ReadBatch, network: Network, base: string): (() => Feed | undefined) | undefined {
  const feed = network.priceFeeds.find((each) => each.base === base && each.quote === 'USD');
  if (!feed) {
    return undefined;
  }
  const round = batch.add(feed.address, feedInterface, 'latestRoundData', [], (result) => ({
    answer: result[1] as bigint,
    updatedAt: Number(result[3]),
  }));
  const decimals = batch.add(feed.address, feedInterface, 'decimals', [], ([value]) => Number(value));
  return () => {
    const [latest, places] = [round.maybe(), decimals.maybe()];
    return latest && places !== undefined && latest.answer > 0n ? { ...latest, decimals: places } : undefined;
  };
}

function toScaled({ answer, decimals }: Feed): bigint {
  return (answer * scale) / 10n ** BigInt(decimals);
}

/**
 * Adds the price of ETH in a currency to a batch: ETH/USD, divided by the currency's own rate to USD where it is another.
 * The result reads `null` where the chain has no feed for it: no price is better than an invented one.
 */
export function addFiatPrice(batch: ReadBatch, network: Network, currency: string): () => FiatPrice | null {
  const code = currency.toUpperCase();
  const eth = addFeed(batch, network, 'ETH');
  const other = code === 'USD' ? undefined : addFeed(batch, network, code);
  return () => {
    const inUsd = eth?.();
    if (!inUsd) {
      return null;
    }
    if (code === 'USD') {
      return { currency: code, price: toScaled(inUsd), updatedAt: inUsd.updatedAt };
    }
    const rate = other?.();
    return rate
      ? {
          currency: code,
          price: (toScaled(inUsd) * scale) / toScaled(rate),
          updatedAt: Math.min(inUsd.updatedAt, rate.updatedAt),
        }
      : null;
  };
}

/** What an amount of ETH is worth, in hundredths of the currency, rounded towards zero. */
export function toFiatCents(amount: Wei, { price }: FiatPrice): bigint {
  return (amount * price) / (scale * (scale / 100n));
}
