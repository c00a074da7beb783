import type { Address, Hex, Seconds, Shares, Wei } from '../units';

/** What a delegate may do with an account's stake, as far as the caveats tell. */
export type GrantReach =
  /** Every caveat is known, and none of them keeps the delegate from the stake. */
  | 'anything'
  /** A caveat is not known, which may keep the delegate from it. */
  | 'unknown'
  /** Unstake it, for nobody but the account itself to claim. */
  | 'exit-to-owner';

/** What a call to a pool does, as a person would name it. */
export type StakingAction =
  | {
      readonly kind: 'stake';
      readonly receiver: Address;
      /** Who is told to have brought the stake; the zero address for nobody. */
      readonly referrer: Address;
      readonly assets: Wei;
      /** Root of the report that it brings in first; `null` when it brings in none. */
      readonly reportRoot: Hex | null;
      /** Plain ETH without calldata. */
      readonly isPlain: boolean;
    }
  | { readonly kind: 'update'; readonly reportRoot: Hex }
  | { readonly kind: 'exit'; readonly shares: Shares; readonly receiver: Address }
  | { readonly kind: 'redeem'; readonly shares: Shares; readonly receiver: Address }
  | { readonly kind: 'claim'; readonly ticket: bigint; readonly requestedAt: Seconds; readonly queueIndex: bigint }
  /** ETH for everybody in the pool: it credits nobody. */
  | { readonly kind: 'donation'; readonly assets: Wei }
  /** A method of pools with osETH, a token against the stake: mints, burns or moves it. */
  | {
      readonly kind: 'os-token';
      readonly selector: Hex;
      /** Who is given new tokens; `null` where nobody is. */
      readonly receiver: Address | null;
      /** ETH that it stakes first, for its caller. */
      readonly assets: Wei;
    }
  /** Lets somebody act in the account's name, to the pool as well: out of a signature, never out of calldata. */
  | { readonly kind: 'grant'; readonly delegate: Address; readonly reach: GrantReach }
  /** A method that is known, cut off before its arguments end. */
  | { readonly kind: 'truncated'; readonly selector: Hex }
  | { readonly kind: 'unknown'; readonly selector: Hex };

/** An action with the calldata that asks for it. */
export type StakingCall = StakingAction & {
  readonly data: Hex;
  /** Bytes follow the call that belong to none of its arguments. Contracts ignore them. */
  readonly hasTrailingBytes: boolean;
};

/** A transaction as a wallet shows it before signing. */
export type UnsignedTransaction = {
  /** Code that the transaction's authorizations (EIP-7702) give to accounts; none for other transactions. */
  readonly accountCode?: readonly Address[];
  readonly from: Address;
  readonly to: Address;
  readonly value: Wei;
  readonly data: Hex;
};

/** A call that somebody makes, as a transaction, a signature or a batch holds it. */
export type PlainCall = Pick<UnsignedTransaction, 'to' | 'value' | 'data'> & { readonly isDelegate?: boolean };
