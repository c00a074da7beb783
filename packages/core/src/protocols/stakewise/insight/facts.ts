import type { StakingCall, UnsignedTransaction } from '../../../staking/call';
import type { Rate } from '../../../staking/rate';
import type { RevertReason } from '../../../staking/revert';
import type { NetworkFee } from '../../../staking/fees';
import type { ClaimDelay } from '../../../staking/pool';
import type { Holding } from '../vault/holding-after';
import type { VaultState } from '../vault/state';
import type { FiatPrice } from '../../../assets/fiat';
import type { Network, Pool } from '../../../networks/index';
import type { Address, Hex, Seconds, Shares, Wei } from '../../../units';
import type { Concerns, Part } from '../calls/concern';

/** What a contract is, by the protocol's own registry on the chain. */
export type Standing =
  /** A pool that the product knows. */
  | 'known'
  /** A vault of the protocol that the product does not know by name. */
  | 'registered'
  /** Code that vaults run, and no vault. */
  | 'implementation'
  /** Says that it is a vault, and the registry does not have it. */
  | 'pretends'
  /** Neither: some other contract. */
  | 'foreign';

/** What became of the transaction in a simulation at the newest block. */
export type Simulation =
  { readonly goesThrough: true; readonly answer: Hex } | { readonly goesThrough: false; readonly reason: RevertReason };

/** A yearly rate and how many days it was measured over. */
export type BasedRate = { readonly rate: Rate; readonly days: number };

/** What is read and could not be. */
export type Unread =
  'contract' | 'simulation' | 'stake-after' | 'exit-way' | 'fee' | 'losses' | 'rate' | 'exits' | 'earlier' | 'batch';

/** One call with what it moves. */
export type CallFacts = {
  readonly call: StakingCall;
  /** Whose ETH it stakes, or whose stake it takes out. */
  readonly owner: Address;
  /** ETH that it stakes, takes out of the stake, or pays; `null` where it moves none or that is not known. */
  readonly assets: Wei | null;
};

/** What the chain tells of a vault and of the account whose stake the calls move. */
export type VaultFacts = {
  readonly state: VaultState;
  readonly held: Shares;
  readonly balance: Wei;
  /** Accounts on the vault's blocklist, out of the account and the receivers. Lower case. */
  readonly blocked: readonly Address[];
};

/** What a transaction with a report leaves, from simulations at the newest block. */
export type StakeAfter = {
  /** The account's stake once the report is in, and nothing else is done. */
  readonly report: Holding;
  /** The account's stake after the whole transaction. */
  readonly transaction: Holding;
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

/** Why a vault does not know an exit that is claimed. */
export type ClaimFault =
  /** Its time is given in milliseconds. */
  | 'milliseconds'
  /** The account had it, and claimed it. */
  | 'claimed-before'
  /** The account never had it. */
  | 'not-yours';

/** A vault that a transaction calls, with the account whose stake the calls move. */
export type Subject = {
  readonly network: Network;
  readonly address: Address;
  readonly account: Address;
  /** `null`: none that the product knows. */
  readonly pool: Pool | null;
  /** All parts of the transaction that go to it and move the account's stake. */
  readonly parts: readonly Part[];
};

/** Everything that checks of one vault rest on. What was not read is `null`, and named in `unread` when it was to be read. */
export type Facts = {
  readonly transaction: UnsignedTransaction;
  /** Site that asks for it; `null` when the wallet does not tell, or asks itself. */
  readonly origin: string | null;
  readonly concerns: Concerns;
  /** `null` when there is no vault that the chain could be asked about. */
  readonly subject: Subject | null;
  readonly calls: readonly CallFacts[];
  readonly standing: Standing | null;
  readonly vault: VaultFacts | null;
  readonly simulation: Simulation | null;
  /** Gifts inside a batch that the chain refuses, each with the reason: those whose outcome is certain. */
  readonly refusedGifts: ReadonlyMap<StakingCall, RevertReason>;
  /** `null` for a transaction that brings no report in, or whose outcome could not be simulated. */
  readonly afterReport: StakeAfter | null;
  /**
   * The vault burns the shares of an exit on entry and pays it in a way that the product does not follow; false also where
   * that was not asked, or could not be told.
   */
  readonly burnsOnEntry: boolean;
  /** How long the pool makes exits wait: as was found before for the code that it runs, else what is known of every vault. */
  readonly claimDelay: ClaimDelay;
  /** Transactions of the account wait to be mined before this one, or it is a signature that somebody uses later. */
  readonly hasPending: boolean;
  readonly fee: NetworkFee | null;
  readonly apr: BasedRate | null;
  /** Time of the newest report of the last 30 days that took ETH from the pool; `null` when there was none. */
  readonly lastLoss: Seconds | null;
  /** Open exits of the account before this transaction. */
  readonly openExits: number | null;
  /** Why a claim finds no exit; `null` where it does, or the reason is not known. */
  readonly claimFault: ClaimFault | null;
  readonly earlier: Earlier | null;
  readonly fiatPrice: FiatPrice | null;
  readonly unread: readonly Unread[];
};

/** True for a contract whose calls mean what a vault's calls mean. */
export function isVault({ standing }: Pick<Facts, 'standing'>): boolean {
  return standing === 'known' || standing === 'registered';
}
