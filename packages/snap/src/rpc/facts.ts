import {
  addFiatPrice,
  isStakingError,
  ReadBatch,
  type AprWindow,
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

/** The price of ETH at a block; `null` where the chain has no feed or does not answer: money is an ornament here. */
export async function readFiatPrice(
  { request, network }: PoolContext,
  block: number,
  currency: string,
): Promise<FiatPrice | null> {
  if (network.priceFeeds.length === 0) {
    return null;
  }
  const batch = new ReadBatch(network.multicall3);
  const price = addFiatPrice(batch, network, currency);
  try {
    await batch.run(request, block);
    return price();
  } catch (error) {
    if (isStakingError(error)) {
      return null;
    }
    throw error;
  }
}

/** Reads what a dialog shows besides the quote, at the quote's block. */
export async function readFacts(
  protocol: Protocol,
  context: PoolContext,
  state: PoolState,
  currency: string,
): Promise<Facts> {
  const [windows, fiatPrice] = await Promise.all([
    protocol.readRates(context, state, [7, 30]),
    readFiatPrice(context, state.block.number, currency),
  ]);
  return { apr: windows.find((window): window is KnownApr => window.apr !== null) ?? null, fiatPrice };
}
