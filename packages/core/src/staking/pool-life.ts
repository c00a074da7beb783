import type { Block } from '../chain/block';
import type { ScanOptions } from '../chain/log-scan';
import type { PoolContext } from '../networks/context';
import type { Address, Hex, Seconds, Wei } from '../units';
import type { ClaimDelay } from './exit';
import type { PoolState } from './pool';
import type { Rate } from './rate';

/** Where a change stands on the chain. */
export type ChangePlace = {
  readonly blockNumber: number;
  readonly time: Seconds;
  readonly transactionHash: Hex;
};

/** A fee, and since when it holds. */
export type FeeChange = ChangePlace & {
  /** Of 10,000. */
  readonly feeBps: number;
};

/** A code of the pool, and since when it runs. */
export type CodeChange = ChangePlace & {
  /** `null` for one that no log names: it was there before the first upgrade. */
  readonly implementation: Address | null;
  /** What it says of itself; `null` where it began without telling. */
  readonly version: number | null;
};

/** How a pool came to be what it is. */
export type PoolChanges = {
  readonly created: ChangePlace;
  /** The most that it may hold, as it was created; `null` without a limit. No known code can change it. */
  readonly capacity: Wei | null;
  /** Oldest first, beginning with the pool itself; the last is today's. */
  readonly fees: readonly FeeChange[];
  /** Oldest first; the last is today's. */
  readonly codes: readonly CodeChange[];
};

/** A report that took something from the pool: from all members alike, those in the exit queue among them. */
export type PoolPenalty = {
  readonly blockNumber: number;
  readonly transactionHash: Hex;
  /** When the pool took it in. */
  readonly time: Seconds;
  /** Wei that the report took. */
  readonly assets: Wei;
  /** What of it the members lost: MEV and donations that came in with it are taken off; 0 where these were more. In wei. */
  readonly lost: Wei;
  /** What the pool held at the end of the block before, in wei. */
  readonly totalBefore: Wei;
  /** `assets` against `totalBefore`, with 18 decimals, rounded down. */
  readonly share: Rate;
};

/** How the pool has paid exits lately: seconds from the request to when all of it could be claimed. */
export type ExitTimes = {
  /** Exits that it rests on; without any, the times are `null`. */
  readonly count: number;
  /** Of an even number, the mean of the middle two, rounded down. */
  readonly median: Seconds | null;
  readonly shortest: Seconds | null;
  readonly longest: Seconds | null;
  /** From the oldest of their requests to the newest of the reports that served them; `null` without any. */
  readonly fromBlock: number | null;
  readonly toBlock: number | null;
  /** Requests of the days looked at that are not served in full yet: they will take longer than they have waited. */
  readonly waiting: number;
};

export type ExitTimesOptions = Pick<ScanOptions, 'signal'> & {
  /** The newest exits to count, at most; 50 by default. */
  readonly most?: number | undefined;
  /** Days to look back for requests; {@link exitTimesDays} by default. */
  readonly days?: number | undefined;
};

/** How far back exits are looked at, in days. */
export const exitTimesDays = 30;

/** How a validator is on its way out, as the pool asked for it. What operators ask for elsewhere, the vault does not tell. */
export type Leaving = {
  readonly inBlock: number;
  /** The validator that takes over its balance; `null`: it comes back to the pool. */
  readonly into: Hex | null;
};

/** A validator that was registered for the pool. */
export type RegisteredValidator = {
  /** 48 bytes. */
  readonly publicKey: Hex;
  readonly registeredInBlock: number;
  readonly transactionHash: Hex;
  /** Wei that the pool has put into it, later additions included; `null` where the event does not tell: the code asks 32 ETH then. */
  readonly deposited: Wei | null;
  readonly leaving: Leaving | null;
};

/** One of a page, with its time. */
export type Validator = RegisteredValidator & { readonly registeredAt: Seconds };

/** The validators behind a pool. */
export type Validators = {
  readonly block: Block;
  /** All that were ever registered; those that left long ago are among them, since only the beacon chain tells of that. */
  readonly count: number;
  /** Of these, those that the pool itself asked to leave. */
  readonly leaving: number;
  /** Those of the page, the newest first. */
  readonly validators: readonly Validator[];
};

export type ValidatorOptions = Pick<ScanOptions, 'signal' | 'onProgress'> & {
  readonly minBlock?: number | undefined;
  /** Which of them, counted from the newest; all by default. */
  readonly page?: { readonly skip: number; readonly most: number } | undefined;
};

/** The days before each reward that a {@link RatePoint} is told over; more where too few rewards came in them. */
export const rateHistoryDays = 7;

/** What a pool paid up to one of its rewards. */
export type RatePoint = ChangePlace & {
  /** Over the {@link rateHistoryDays} before, or longer where rewards are rare; `null` where there is too little to tell a rate. */
  readonly apr: Rate | null;
  /** What a whole share was worth after it, in wei; `null` where shares are worth the same for good. */
  readonly price: Wei | null;
};

/** What a pool paid over time. */
export type RateHistory = {
  /** Oldest first, one a report, or a reward of a pool without reports. */
  readonly points: readonly RatePoint[];
  /** What a whole share is worth now, in wei; `null` where shares are worth the same for good. */
  readonly price: Wei | null;
};

/**
 * What the chain tells of a pool's life beside its state; what is absent, its protocol does not tell. A page reads it, the Snap
 * does not: so it stands apart from `Protocol`. All reads throw StakingError CHAIN_UNAVAILABLE or CHAIN_INCONSISTENT, and
 * HISTORY_INCOMPLETE where the node lacks some of what happened.
 */
export type PoolLife<State extends PoolState = PoolState> = {
  /** The state that all other reads are about. */
  readState(context: PoolContext, minBlock?: number): Promise<State>;
  /** @param from rewards before it are left out, but for what their rates rest on. */
  readRates?(context: PoolContext, state: State, from: Seconds): Promise<RateHistory>;
  readChanges?(context: PoolContext, state: State, options?: ScanOptions): Promise<PoolChanges>;
  /** Oldest first. */
  readPenalties?(context: PoolContext, state: State): Promise<readonly PoolPenalty[]>;
  readExitTimes?(
    context: PoolContext,
    state: State,
    claimDelay: Pick<ClaimDelay, 'seconds'>,
    options?: ExitTimesOptions,
  ): Promise<ExitTimes>;
  readValidators?(context: PoolContext, options?: ValidatorOptions): Promise<Validators>;
};
