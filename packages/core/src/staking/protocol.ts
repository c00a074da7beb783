import type { Request } from '../chain/request';
import type { PoolContext } from '../networks/context';
import type { Network, PoolOnNetwork } from '../networks/index';
import type { Address, Asset, Seconds, Shares, Wei } from '../units';
import type { Entry } from './entry';
import type { NewsLook } from './news';
import type { PoolState, PoolTrouble, PoolView } from './pool';
import type { Position, PositionOptions } from './position';
import type { ClaimQuote, StakeQuote, UnstakeQuote } from './quote';
import type { AprWindow } from './rate';
import type { RewardHistory } from './rewards';

/** Part of a history, as times; all of it without them. */
export type Span = {
  readonly from?: Seconds | undefined;
  /** Not part of the span any more. */
  readonly to?: Seconds | undefined;
};

/** What a change of a stake may name beside its amount; each pool refuses what it does not take. */
export type ChangeOptions = {
  /** The part of a position that it is about, as `items` of the position number them. */
  readonly item?: bigint | undefined;
  /** What is staked or taken out, where it is not the pool's own asset. */
  readonly asset?: Asset | undefined;
  /** Puts the rewards that wait for the item to the stake as well. */
  readonly withRewards?: boolean | undefined;
  /** The fewest shares that are taken for a stake; absent: a little less than today's rate gives. */
  readonly leastShares?: Shares | undefined;
};

/** What earns for a pool on another chain than its own. */
export type Backing = {
  /** Where that may be, for a pool of a network; a wallet has some of them, or none. */
  places(network: Network): readonly PoolOnNetwork[];
  /**
   * That nothing is at work there for the pools of `network`; empty where something is, and where nothing was found.
   * @param context of one of the places.
   * Throws StakingError CHAIN_UNAVAILABLE or CHAIN_INCONSISTENT.
   */
  readTroubles(context: PoolContext, network: Network): Promise<PoolTrouble[]>;
};

/** The part of a pool that makes the blocks of another chain at present. */
export type Producer = {
  /** As `items` of a position name it; `null` where the pool knows none with this address. */
  readonly name: string | null;
  /** What it signs its blocks with. */
  readonly address: Address;
  /** The first block of its present turn, on the other chain. */
  readonly sinceBlock: number;
};

/** How it is read which part of a pool makes another chain's blocks. */
export type ProducerReading<State extends PoolState = PoolState> = {
  /** The other chain, for a pool of a network; `null` where that is not known. */
  place(network: Network): Network | null;
  /**
   * `null` where nobody is named.
   * @param request goes to `l2`, the chain of {@link place} for `network`.
   * Throws StakingError CHAIN_UNAVAILABLE or CHAIN_INCONSISTENT.
   */
  read(request: Request, l2: Network, network: Network, state: State): Promise<Producer | null>;
};

/**
 * What a protocol does for its pools: everything that the Snap and the site ask of one. A protocol reads with its own
 * states and positions, and is given back only those that it read itself.
 *
 * All reads throw StakingError CHAIN_UNAVAILABLE or CHAIN_INCONSISTENT; quotes simulate and send nothing, and throw what the
 * chain or the pool would refuse, with its reason.
 */
export type Protocol<State extends PoolState = PoolState, Own extends Position = Position> = {
  /** As pools name it. */
  readonly id: string;
  /** As people call it. */
  readonly name: string;
  /** Rewards come in by reports, of which a newer one than the pool's last may wait; absent: as they come. */
  readonly hasReports?: true;
  /** What may stand beside the amount of a change; absent: nothing. An asset may where the pool names others beside its own. */
  readonly takes?: readonly Exclude<keyof ChangeOptions, 'asset'>[];
  /** A claim pays one exit, or the rewards of one item; absent: all that are ready. */
  readonly claimsOneByOne?: true;
  /** Contracts beside the pool that its transactions go to, and that approvals name; absent: none. */
  readTargets?(context: PoolContext): Promise<readonly Address[]>;
  readPool(context: PoolContext, minBlock?: number): Promise<PoolView<State>>;
  /** What makes the pool look dead, as `readPool` tells it too; absent: nothing is known to. What logs tell is left out where they lack. */
  readTroubles?(context: PoolContext, state: State): Promise<PoolTrouble[]>;
  /** What earns for its pools on another chain; absent: nothing does. */
  readonly backing?: Backing;
  /** Its pools' parts make the blocks of another chain; absent: they do not. */
  readonly producing?: ProducerReading<State>;
  /** Yearly rates over some windows of days, shortest first; what the chain does not tell for sure is left unknown. */
  readRates(context: PoolContext, state: State, days: readonly number[]): Promise<AprWindow[]>;
  /** While it stays the same, no report came in: rates and rewards by period that were read before still hold. */
  reportMark(state: State): string;
  readPosition(context: PoolContext, account: Address, options?: PositionOptions): Promise<Own>;
  quoteStake(context: PoolContext, account: Address, amount: Wei, options?: ChangeOptions): Promise<StakeQuote<State>>;
  quoteUnstake(
    context: PoolContext,
    account: Address,
    amount: Wei | 'max',
    options?: ChangeOptions,
  ): Promise<UnstakeQuote<State>>;
  /** @param ids exits to claim out of those of the account, or items whose rewards wait; absent: all that one transaction pays. */
  quoteClaim(context: PoolContext, account: Address, ids?: readonly bigint[]): Promise<ClaimQuote<State>>;
  /**
   * The movements of a position's stake in the order of the chain. Throws StakingError CHAIN_INCONSISTENT where a time
   * lacks, as for a position read without `withEntryTimes`.
   */
  entriesOf(position: Own): Entry[];
  /**
   * How the rewards of a position came about over a span. All of it adds up to the position's lifetime rewards.
   * Throws StakingError HISTORY_INCOMPLETE where logs are missing.
   */
  readHistory(context: PoolContext, position: Own, span: Span): Promise<RewardHistory>;
  /**
   * What is new for some accounts, all of them in a few requests. Of an account that was not looked at before, nothing of
   * the past is told but exits that can be claimed; these may be told again where an account had to be read anew.
   * @param kept what the look before left, from wherever it was stored; anything else counts as none.
   * Throws RequestsSpentError where the requests do not suffice: what was kept stays good.
   */
  readNews(context: PoolContext, accounts: readonly Address[], kept: unknown): Promise<NewsLook>;
};
