import type { Block } from '../chain/block';
import type { Request } from '../chain/request';
import type { Store } from '../chain/store';
import type { Network, Pool, ProtocolContract } from '../networks/index';
import type { StakingCall, UnsignedTransaction } from '../staking/call';
import type { ClaimDelay, WayBack } from '../staking/exit';
import type { RevertReason } from '../staking/revert';
import type { Address, Hex, Wei } from '../units';
import type { Facts, ProtocolFacts, Simulation, Subject, Unread } from './facts';
import type { AnyFinding } from './findings';
import type { InsightMemory } from './memory';

/** A method by which a stake leaves an account. */
export type LeavingMethod = {
  readonly selector: Hex;
  /** Where the account that is paid stands in the calldata, in bytes. */
  readonly receiverAt: number;
};

/** Takes what is read in time; what is not becomes `null`, and is named as unread. */
export type Attempt = <Value>(name: Unread, work: Promise<Value>) => Promise<Value | null>;

/** What a protocol is asked about a pool that a transaction calls. */
export type SubjectQuestion = {
  readonly request: Request;
  /** ISO 4217. */
  readonly currency: string;
  /** What was kept of the pools, and what is found of them now. */
  readonly store: Store;
  readonly block: Block;
  readonly subject: Subject;
  /** The subject's pool; one that the product does not know is described as far as it can be. */
  readonly pool: Pool;
  readonly calls: readonly StakingCall[];
  /** The transaction is mostly about this pool: what the person might earn is asked of no other. */
  readonly isMain: boolean;
  /** What was kept of the pool. */
  readonly kept: InsightMemory | null;
  /** What becomes of the transaction, while everything else is read; `null` where it cannot be simulated. */
  readonly simulation: Promise<Simulation | null>;
  readonly attempt: Attempt;
  /** Takes what is read in time, and leaves the rest out without a word. */
  readonly ifInTime: <Value>(work: Promise<Value>) => Promise<Value | null>;
};

/** What a transaction leaves of an account's stake, in the smallest unit of the asset, each at its price. */
export type StakeChange = {
  readonly before: Wei;
  /** What the report that comes along adds, negative for a loss; 0 without one. */
  readonly reportChange: Wei;
  readonly after: Wei;
};

/**
 * A danger or a remark that rests on the facts: a pure function, a file of its own. Declared as a method, since those of a
 * protocol are given only facts that it read itself.
 */
export type Check<Of extends Facts = Facts> = { check(facts: Of): AnyFinding | null }['check'];

/** A contract that takes calls for a pool. */
export type Door = { readonly address: Address; readonly pool: Pool };

/**
 * What a protocol knows of transactions to its pools. Nothing of it throws but the reads of {@link ProtocolInsight.readEscrows}
 * and {@link ProtocolInsight.readFacts}, whose parts are to be attempts.
 */
export type ProtocolInsight<Of extends Facts = Facts> = {
  /** The protocol, as pools name it. */
  readonly protocol: string;
  /** Other contracts of its deployer have the addresses of its pools on other chains. */
  readonly sharesAddresses?: boolean;
  /** Methods of its pools that no other contract has: they tell a pool, also among bytes that cannot be opened. */
  readonly ownSelectors: readonly Hex[];
  /** Methods by which money or a stake moves: a call of one at any address is decoded, and may be of an unknown pool. */
  readonly movingSelectors: readonly Hex[];
  readonly leaving: readonly LeavingMethod[];
  /** How long pools make exits wait as far as is known of all of them. */
  readonly longestWait: ClaimDelay;
  /** Its checks, beside those that all protocols share. */
  readonly checks: readonly Check<Of>[];
  /**
   * Contracts on a network beside its pools. Those that take no stakes: ETH for an escrow is given away, ETH for another one
   * is lost. And doors, which take calls for a pool: what goes to one is read as a call of the pool.
   */
  contractsOn(network: Network): {
    readonly escrows: readonly Address[];
    readonly others: readonly ProtocolContract[];
    readonly doors?: readonly Door[];
    /** Tokens whose takers only the chain names all: an approval of one is read as a call of the pool. */
    readonly approvals?: readonly Door[];
  };
  /**
   * Doors that only the chain names, and what tells them: methods which many other contracts have as well. They take tokens
   * by an allowance too.
   */
  readonly found?: {
    readonly selectors: readonly Hex[];
    /** Doors as they were kept, or as the chain names them where it may be asked. Throws StakingError CHAIN_UNAVAILABLE. */
    readDoors(network: Network, store: Store, request?: Request): Promise<readonly Door[]>;
  };
  /** What one call does, already taken out of whatever was wrapped around it. */
  decodeCall(call: Omit<UnsignedTransaction, 'to'>): StakingCall;
  /** True for a call of a method that no other contract has. */
  isOwnMethod(call: StakingCall): boolean;
  explainRevert(data: Hex): RevertReason;
  /** Escrows that a pool names. Throws StakingError CHAIN_UNAVAILABLE. */
  readEscrows(request: Request, pool: Address): Promise<readonly Address[]>;
  /** Facts of its own may stand beside those that all protocols tell. */
  readFacts(question: SubjectQuestion): Promise<ProtocolFacts & Partial<Of>>;
  /** What calls that are all understood leave of the account's stake; `null` where that is not known. */
  stakeChange(facts: Of): StakeChange | null;
  /** How what the calls take out, or stake, comes back; `null` where that is not known, or they do neither. */
  wayBack(facts: Of): WayBack | null;
};
