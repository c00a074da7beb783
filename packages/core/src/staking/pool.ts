import type { Block } from '../chain/block';
import type { Address, Seconds, Shares, Wei } from '../units';
import type { ClaimDelay, WayBack } from './exit';
import type { AprWindow } from './rate';

/** `needs-harvest`: a stake must bring the pool's late report in; `paused`: its owners stopped it, for now at least. */
export type PoolStatus = 'open' | 'needs-harvest' | 'full' | 'paused';

/** What makes a pool look as if nobody looked after it, or as if what leaves it were not paid. Read from the chain. */
export type PoolTrouble =
  | { readonly kind: 'paused' }
  /** Nothing that earns for the pool is at work. */
  | { readonly kind: 'nothing-earns' }
  /** No rewards came in since a time, longer than they usually take; `null` where none ever came. */
  | { readonly kind: 'no-recent-rewards'; readonly since: Seconds | null }
  /** Exits that could be paid by time, and so much less at hand to pay them. */
  | { readonly kind: 'exits-unfunded'; readonly missing: Wei };

/** A pool at one block, as far as every protocol tells it. */
export type PoolState = {
  readonly block: Block;
  readonly status: PoolStatus;
  /** Of the asset, in its smallest unit; all shares together are worth it. */
  readonly totalAssets: Wei;
  readonly totalShares: Shares;
  /** What the pool keeps of the rewards, of 10,000. */
  readonly feeBps: number;
  /** How much the pool may still take; `null` without a limit. */
  readonly capacityLeft: Wei | null;
  /** What the contract says of itself; `null` where it says nothing. */
  readonly version: number | null;
  /** The code behind a proxy; `null` where there is none. */
  readonly implementation: Address | null;
};

/** What somebody who thinks of staking, or of leaving, wants to know of a pool. */
export type PoolView<State extends PoolState = PoolState> = {
  readonly state: State;
  /** Yearly rates, the shortest window first. */
  readonly apr: readonly AprWindow[];
  readonly exitTerms: {
    readonly claimDelay: ClaimDelay;
    readonly way: WayBack;
    /** What exits in the queue are worth at today's price; `null` where nothing tells it for sure. */
    readonly queuedAssets: Wei | null;
    /** What the pool has at hand to serve them. */
    readonly freeAssets: Wei;
  };
  /** Contracts that the pool names and nobody stakes into: what is sent to one is given away. */
  readonly escrows: readonly Address[];
  /** Absent or empty: the pool looks alive. */
  readonly troubles?: readonly PoolTrouble[];
};
