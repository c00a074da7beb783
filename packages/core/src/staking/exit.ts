import type { Address, Seconds, Shares, Wei } from '../units';

/** `exiting`: funded, and the pool's waiting time is not over; `dust`: worth less than the pool can pay. */
export type ExitStatus = 'queued' | 'exiting' | 'claimable' | 'dust';

/** `contract`: the pool's contract tells it. */
export type ClaimDelayBasis = 'observed' | 'longest-known' | 'contract';

/** How long a pool makes exits wait after their request. */
export type ClaimDelay = {
  readonly seconds: Seconds;
  /** `observed`: the shortest wait of a claim that the pool paid; `longest-known`: the upper bound of all known pools. */
  readonly basis: ClaimDelayBasis;
  /** Claims that were looked at. */
  readonly claims: number;
};

/** When an exit can be claimed: a range with what it stands on; `null` where the chain does not tell. */
export type ExitEstimate = {
  readonly earliest: Seconds | null;
  readonly latest: Seconds | null;
  readonly basis:
    | 'claimable-now'
    | 'claimable-with-report'
    | 'waiting-time'
    | 'receiver-refuses'
    | 'next-report'
    | 'validator-exits'
    | 'dust'
    /** A fixed time after the request. */
    | 'maturity'
    /** Somebody of the pool must release it first, at no fixed time. */
    | 'release'
    /** The pool's owners must let it go on first, and the time after the request must pass. */
    | 'paused'
    /** The pool's owners must put the account on its list again, and the time after the request must pass. */
    | 'off-list'
    /** It is due, and the pool has not enough at hand. */
    | 'unfunded'
    /** It comes free little by little. */
    | 'vesting'
    /** It would come free little by little, if the account staked the token that makes it. */
    | 'vesting-stopped';
  /** The wait after a request that it reckons with. */
  readonly claimDelay: ClaimDelay;
};

/** An open exit at one block. */
export type Exit = {
  /** Stays the same through partial claims. */
  readonly id: bigint;
  /** The ticket that it has today. */
  readonly ticket: bigint;
  readonly owner: Address;
  /** Who can claim. */
  readonly receiver: Address;
  readonly requestedAt: Seconds;
  readonly requestedInBlock: number;
  readonly status: ExitStatus;
  /** A claim pays it only when it brings the pool's newest report in first. */
  readonly needsReport: boolean;
  /** Shares that have not been paid. */
  readonly shares: Shares;
  /** Set aside for it. */
  readonly exitedAssets: Wei;
  /** What a claim by the receiver pays at this block: 0 unless `status` is claimable. */
  readonly claimableAssets: Wei;
  /** `exitedAssets` and what the waiting shares are worth now. */
  readonly totalAssets: Wei;
  readonly estimate: ExitEstimate;
};

/**
 * How what leaves a stake comes back: in the transaction itself, from what the report that comes along serves, with the
 * next report, once validators give something back, or by a protocol's own terms.
 */
export type ExitWay =
  | 'at-once'
  | 'served-at-once'
  | 'next-report'
  | 'validators'
  /** After a fixed time. */
  | 'maturity'
  /** After a fixed time, and once somebody of the pool released it. */
  | 'release'
  /** A part at once, the rest little by little. */
  | 'vesting';

/** How a stake comes back that nobody asks back yet: `queue` where that depends on the pool's queue at the time. */
export type WayBack = ExitWay | 'queue';
