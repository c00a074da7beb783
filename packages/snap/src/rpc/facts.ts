import {
  addFiatPrice,
  isStakingError,
  ReadBatch,
  type AprWindow,
  type Block,
  type FiatPrice,
  type PoolContext,
  type PoolState,
  type Protocol,
  type Rate,
} from '@pooled-staking/core';

/** A window whose rate is known. */
export type KnownApr = AprWindow & { readonly apr: Rate };

/** What a dialog shows besides the quote. */
export type Facts = {
  /** The rate of the shortest window that has one; `null` where the reports are too few or the logs are not to be had. */
  readonly apr: KnownApr | null;
  readonly fiatPrice: FiatPrice | null;
};

/**
 * Asks for the price of ETH; what it gives reads it at a block. `null` where the chain has no feed or does not answer: money
 * is an ornament here.
 * @param isEarly asks at the newest block at once, beside what tells which block that is.
 */
export function askFiatPrice(
  { request, network }: PoolContext,
  currency: string,
  isEarly = false,
): (block: Block) => Promise<FiatPrice | null> {
  const batch = new ReadBatch(network.multicall3);
  const price = network.priceFeeds.length > 0 ? addFiatPrice(batch, network, currency) : () => null;
  if (isEarly && network.priceFeeds.length > 0) {
    batch.askAtNewest(request);
  }
  return async (block) => {
    try {
      await batch.run(request, block);
      return price();
    } catch (error) {
      if (isStakingError(error)) {
        return null;
      }
      throw error;
    }
  };
}

/** The rate of the shortest window that has one. */
export const knownApr = (windows: readonly AprWindow[]): KnownApr | null =>
  windows.find((window): window is KnownApr => window.apr !== null) ?? null;

/** Reads what a dialog shows besides the quote, at the quote's block. */
export async function readFacts(
  protocol: Protocol,
  context: PoolContext,
  state: PoolState,
  currency: string,
): Promise<Facts> {
  const [windows, fiatPrice] = await Promise.all([
    protocol.readRates(context, state, [7, 30]),
    askFiatPrice(context, currency)(state.block),
  ]);
  return { apr: knownApr(windows), fiatPrice };
}
