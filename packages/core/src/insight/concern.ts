import type { Network, Pool, PoolOnNetwork } from '../networks/index';
import type { StakingCall } from '../staking/call';
import type { Address, Asset, Wei } from '../units';
import type { Leaf } from './unwrap';

/** What a contract that a transaction calls has to do with a pool, from the transaction's bytes and the registry alone. */
export type Concern =
  | { readonly kind: 'pool'; readonly network: Network; readonly pool: Pool }
  /** A method that only a protocol's pools have, at an address that is not known: the protocol's registry tells more. */
  | { readonly kind: 'pool-method'; readonly network: Network; readonly protocol: string }
  /** Begins and ends like a known pool. */
  | { readonly kind: 'look-alike'; readonly of: PoolOnNetwork }
  /** The address of a known pool, on a chain where it is none. */
  | { readonly kind: 'other-chain'; readonly of: PoolOnNetwork }
  /** Where a pool's validators send what they earn from transactions, which is about to get ETH. */
  | { readonly kind: 'escrow'; readonly network: Network }
  /** Tokens that a transfer sends to a contract of a protocol, which credits nobody for them. */
  | {
      readonly kind: 'token-sent';
      readonly network: Network;
      readonly asset: Asset;
      readonly assets: Wei;
      readonly receiver: Address;
    }
  /** Somebody may take tokens; `isTaker`: a contract that takes them when people stake or unstake. */
  | { readonly kind: 'approval'; readonly network: Network; readonly isTaker: boolean }
  /** Another contract of a protocol, which is about to get ETH. */
  | { readonly kind: 'protocol-contract'; readonly network: Network; readonly name: string };

/** One call of a transaction to a contract that concerns a pool, taken out of everything that was wrapped around it. */
export type Part = Omit<Leaf, 'data' | 'hasTrailingBytes' | 'isDelegate'> & {
  readonly call: StakingCall;
  readonly concern: Concern;
  /** The calls of the transaction that go before it. */
  readonly position: number;
};

/** What of a transaction concerns pools: at least one part, or something hidden. */
export type Concerns = {
  readonly parts: readonly Part[];
  /** Calls to other contracts, which were not looked at. */
  readonly otherCalls: number;
  /**
   * Contracts that are given bytes which nobody could open and in which a pool's address or a method that only pools
   * have stands: what is done to the pool is not seen.
   */
  readonly hiddenBehind: readonly Address[];
  /** A call may do anything in the name of an account whose stake is moved: what is left of the stake is not known. */
  readonly hasUnknown: boolean;
  /** Where other calls send ETH. */
  readonly paid: readonly { readonly to: Address; readonly value: Wei }[];
};
