import { Interface } from 'ethers';

import type { ChainClient } from './operator/chain-client';

const feedInterface = new Interface(['function pushRound(int256 answer, uint256 updatedAt)']);

/** What a cent is in a feed's unit: answers have 8 decimals. */
const CENT = 1_000_000n;

/** A repeatable sequence of numbers from 0 to 999 (a linear congruential generator). */
export function makeSequence(seed: number): () => bigint {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return BigInt(Math.floor(state / 65_536) % 1000);
  };
}

export type PriceWalk = {
  readonly feed: string;
  /** Account that the feed takes prices of. */
  readonly owner: string;
  readonly firstCents: bigint;
  /** Another number, another walk. */
  readonly seed: number;
};

/** Made-up prices of a feed, one at each call: up to 3 % up or down, drifting back to where they began. */
export function startPriceWalk(chain: ChainClient, { feed, owner, firstCents, seed }: PriceWalk): () => Promise<void> {
  const next = makeSequence(seed);
  let cents = firstCents;
  return async () => {
    cents += (firstCents - cents) / 30n + (cents * (next() - 500n) * 6n) / 100_000n;
    const { timestamp } = await chain.latestBlock();
    const data = feedInterface.encodeFunctionData('pushRound', [cents * CENT, timestamp]);
    await chain.send({ from: owner, to: feed, data });
  };
}
