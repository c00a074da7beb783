import type { Address, Hex, Seconds, Wei } from '../units';

/** Something that an owner wants to hear of. */
export type News =
  /** A claim pays so much of an exit that is worth `total`; `partly`: the rest of it still waits. */
  | {
      readonly kind: 'claimable' | 'partly';
      readonly account: Address;
      readonly exit: bigint;
      readonly assets: Wei;
      readonly total: Wei;
    }
  /** A report took so much of an account's stake and exits; `null` where that is not proven to the wei. */
  | {
      readonly kind: 'penalty';
      readonly account: Address;
      readonly assets: Wei | null;
      /** The harvest that brought it. */
      readonly transactionHash: Hex;
      readonly time: Seconds;
    }
  /** The pool's fee, of 10,000. */
  | { readonly kind: 'fee'; readonly before: number; readonly feeBps: number }
  | { readonly kind: 'blocked'; readonly account: Address }
  | { readonly kind: 'poolFull' }
  | { readonly kind: 'upgraded'; readonly implementation: Address }
  /** What a stake brought since a time, a week ago at least, less what penalties took; and what there is of it now. */
  | {
      readonly kind: 'summary';
      readonly account: Address;
      readonly assets: Wei;
      readonly total: Wei;
      readonly since: Seconds;
    };

/** A look at some accounts of a pool. */
export type NewsLook = {
  /** What is new since the look before, at a block that no reorg reaches any more. */
  readonly news: readonly News[];
  /** What the next look goes on from. Plain JSON. */
  readonly kept: unknown;
  /** The block of the look before, which fee, blocks and the like are compared with; `null` where there is none. */
  readonly from: number | null;
};
