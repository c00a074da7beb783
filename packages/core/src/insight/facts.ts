import type { FiatPrice } from '../assets/fiat';
import type { Network, Pool } from '../networks/index';
import type { StakingCall, UnsignedTransaction } from '../staking/call';
import type { NetworkFee } from '../staking/fees';
import type { ClaimDelay } from '../staking/exit';
import type { PoolState } from '../staking/pool';
import type { Rate } from '../staking/rate';
import type { RevertReason } from '../staking/revert';
import type { Address, Asset, Hex, Seconds, Shares, Wei } from '../units';
import type { Concerns, Part } from './concern';

/** What a contract is, by the protocol's own registry on the chain. */
export type ContractKind =
  /** A pool that the product knows. */
  | 'known'
  /** A pool of the protocol that the product does not know by name. */
  | 'registered'
  /** Code that pools run, and no pool. */
  | 'implementation'
  /** Says that it is a pool, and the registry does not have it. */
  | 'pretends'
  /** Neither: some other contract. */
  | 'foreign';

/** What became of the transaction in a simulation at the newest block. */
export type Simulation =
  | { readonly goesThrough: true; readonly answer: Hex }
  | { readonly goesThrough: false; readonly reason: RevertReason };

/** A yearly rate and how many days it was measured over. */
export type BasedRate = { readonly rate: Rate; readonly days: number };

/** What is read and could not be. */
export type Unread =
  | 'contract'
  | 'simulation'
  | 'stake-after'
  | 'exit-way'
  | 'fee'
  | 'losses'
  | 'rate'
  | 'exits'
  | 'earlier'
  | 'batch';

/** One call with what it moves. */
export type CallFacts = {
  readonly call: StakingCall;
  /** Whose money it stakes, or whose stake it takes out. */
  readonly owner: Address;
  /** Of the pool's asset: what it stakes, takes out of the stake, or pays; `null` where it moves none or that is not known. */
  readonly assets: Wei | null;
  /** What `assets` are counted in, where that is not the pool's asset. */
  readonly asset?: Asset;
};

/** What the chain tells of a pool and of the account whose stake the calls move. */
export type PoolFacts<State extends PoolState = PoolState> = {
  readonly state: State;
  readonly held: Shares;
  /** What fees are paid in, and what calls send along. */
  readonly balance: Wei;
  /** Accounts on the pool's blocklist, out of the account and the receivers. Lower case. */
  readonly blocked: readonly Address[];
  /** Contracts that the pool names and nobody stakes into: what is sent to one is given away. */
  readonly escrows: readonly Address[];
};

/** What an account did in a pool before, as far as the wallet of the person remembers it. */
export type Earlier = {
  /** The account staked here through this wallet before. */
  readonly hasStaked: boolean;
  /** Sites from which it did. */
  readonly origins: readonly string[];
  /** Code that the pool ran when it was last seen; `null` when it was not. */
  readonly implementation: Address | null;
};

/** Why a pool does not know an exit that is claimed. */
export type ClaimFault =
  /** Its time is given in milliseconds. */
  | 'milliseconds'
  /** The account had it, and claimed it. */
  | 'claimed-before'
  /** The account never had it. */
  | 'not-yours';

/** A pool that a transaction calls, with the account whose stake the calls move. */
export type Subject = {
  readonly network: Network;
  readonly address: Address;
  readonly account: Address;
  /** Of the contract, by its id. */
  readonly protocol: string;
  /** What the contract's amounts are counted in. */
  readonly asset: Asset;
  /** `null`: none that the product knows. */
  readonly pool: Pool | null;
  /** All parts of the transaction that go to it and move the account's stake. */
  readonly parts: readonly Part[];
};

/** What a protocol reads of a pool that a transaction calls. */
export type ProtocolFacts<State extends PoolState = PoolState> = {
  readonly calls: readonly CallFacts[];
  readonly kind: ContractKind | null;
  readonly pool: PoolFacts<State> | null;
  /**
   * How long the pool makes exits wait: as was found before for the code that it runs, else what is known of every pool of
   * its protocol.
   */
  readonly claimDelay: ClaimDelay;
  /** False for a pool that takes exits in a way that the product does not follow; true also where that was not asked. */
  readonly followsExits: boolean;
  readonly apr: BasedRate | null;
  /** Time of the newest report of the last 30 days that took money from the pool; `null` when there was none. */
  readonly lastLoss: Seconds | null;
  /** Open exits of the account before this transaction. */
  readonly openExits: number | null;
  /** Why a claim finds no exit; `null` where it does, or the reason is not known. */
  readonly claimFault: ClaimFault | null;
  readonly fiatPrice: FiatPrice | null;
  /** Contracts that take tokens of the pools from accounts, beside those that the registry of networks names. */
  readonly takers?: readonly Address[];
  /** What calls take of the chain's own money as a token: the same balance that fees are paid from. */
  readonly takenAsToken?: Wei;
};

/** An account that the person has confirmed as their own, beside the one that signs. */
export type OwnAccount = {
  readonly address: Address;
  /** As the person calls it; may be empty. */
  readonly name: string;
};

/** Everything that checks of one pool rest on. What was not read is `null`, and named in `unread` when it was to be read. */
export type Facts<State extends PoolState = PoolState> = ProtocolFacts<State> & {
  readonly transaction: UnsignedTransaction;
  /** Site that asks for it; `null` when the wallet does not tell, or asks itself. */
  readonly origin: string | null;
  readonly concerns: Concerns;
  /** None where they are not known. */
  readonly ownAccounts: readonly OwnAccount[];
  /** `null` when there is no pool that the chain could be asked about. */
  readonly subject: Subject | null;
  readonly simulation: Simulation | null;
  /** Gifts inside a batch that the chain refuses, each with the reason: those whose outcome is certain. */
  readonly refusedGifts: ReadonlyMap<StakingCall, RevertReason>;
  /** Transactions of the account wait to be mined before this one, or it is a signature that somebody uses later. */
  readonly hasPending: boolean;
  readonly fee: NetworkFee | null;
  readonly earlier: Earlier | null;
  readonly unread: readonly Unread[];
};

/** True for a contract whose calls mean what a pool's calls mean. */
export function isPool({ kind }: Pick<Facts, 'kind'>): boolean {
  return kind === 'known' || kind === 'registered';
}
