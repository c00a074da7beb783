import type { Token } from '../networks/tokens';
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
      /** Where the call names what it mints instead of what it takes: `assets` is 0 until the pool tells. */
      readonly minted?: Shares;
    }
  | { readonly kind: 'update'; readonly reportRoot: Hex }
  | { readonly kind: 'exit'; readonly shares: Shares; readonly receiver: Address }
  | {
      readonly kind: 'redeem';
      readonly shares: Shares;
      readonly receiver: Address;
      /** Where the call names what it takes out instead: `shares` is 0 until the pool tells. */
      readonly assets?: Wei;
    }
  | {
      readonly kind: 'claim';
      readonly ticket: bigint;
      readonly requestedAt: Seconds;
      readonly queueIndex: bigint;
      /** Who is paid, where the call says so. */
      readonly receiver?: Address;
    }
  /** Takes an exit back before it is paid. */
  | { readonly kind: 'cancel'; readonly ticket: bigint; readonly receiver: Address }
  /** Gives the right to an exit away, where it is a token of its own. */
  | { readonly kind: 'exit-transfer'; readonly ticket: bigint; readonly receiver: Address }
  /** Lets somebody take such exits: one, or all (`null`); `spender` is `null` where that right is taken back. */
  | { readonly kind: 'exit-approval'; readonly ticket: bigint | null; readonly spender: Address | null }
  /** Locks tokens so that an exit is due sooner, or takes them out again. */
  | { readonly kind: 'exit-lock'; readonly ticket: bigint; readonly isReleased: boolean }
  /** A token of the pools goes to another account. */
  | { readonly kind: 'transfer'; readonly token: Token; readonly amount: Wei; readonly receiver: Address }
  /** Lets somebody take a token of the pools: so much, all there ever is (`null`), or nothing any more (0). */
  | { readonly kind: 'approval'; readonly token: Token; readonly amount: Wei | null; readonly spender: Address }
  /** Stakes something else than the pool's asset beside it, or takes all of that out. */
  | { readonly kind: 'side-stake'; readonly assets: Wei }
  | { readonly kind: 'side-unstake' }
  /** Names another account, or a key (`null`), for a stake. */
  | {
      readonly kind: 'setting';
      readonly setting: 'owner' | 'recipient' | 'signer';
      readonly id: bigint;
      readonly account: Address | null;
    }
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
