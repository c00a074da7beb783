import type { Hex, Seconds, Wei } from '../units';
import type { Rate } from './rate';

/** What an account gained between the point before and the end of this block. */
export type RewardPoint = {
  readonly blockNumber: number;
  /** In wei; negative with a penalty. */
  readonly reward: Wei;
  /** What it put in meanwhile, less what it took out. */
  readonly putIn: Wei;
  /** What the account had in the pool at the end of the block: stake and open exits. */
  readonly value: Wei;
};

/** A gain with the time of its block. */
export type TimedReward = RewardPoint & {
  readonly time: Seconds;
  /** The harvest that brought it; `null` for what was read at the view's own block. */
  readonly transactionHash: Hex | null;
};

/** How an account's rewards came about since a block. */
export type RewardHistory = {
  /** Oldest first; the last one is at the block of the view. */
  readonly points: readonly TimedReward[];
  /** All points together, in wei. */
  readonly rewards: Wei;
  /** Yearly rate of these rewards against the stake that earned them; `null` without a stake. */
  readonly apr: Rate | null;
};
