import type { Address, Hex, PoolEventName, Seconds, Shares, Wei } from '@pooled-staking/core';

/** Where a row comes from: one log. */
export type LogPlace = { readonly blockNumber: number; readonly logIndex: number };

/** What all events of a pool come to, for all members together; one row. */
export type PoolRow = {
  readonly id: number;
  /** Of the newest event that was taken in. */
  readonly blockNumber: number;
  readonly time: Seconds;
  readonly events: number;
  readonly members: number;
  /** As the events add up to; both with the shares that wait in the exit queue. */
  readonly totalAssets: Wei;
  readonly totalShares: Shares;
  /** Shares that members hold, without those in the queue. */
  readonly heldShares: Shares;
  /** The ticket that the next request for an exit gets. */
  readonly nextTicket: bigint;
  /** Tickets that checkpoints have served, and what they set aside for them. */
  readonly servedTickets: bigint;
  readonly servedAssets: Wei;
  readonly checkpoints: number;
  readonly staked: Wei;
  readonly redeemed: Wei;
  readonly claimed: Wei;
  /** Donations that the next harvest brings in. */
  readonly donated: Wei;
  /** What harvests brought: the Keeper's part alone, and all with MEV and donations. */
  readonly reported: Wei;
  readonly profit: Wei;
  readonly faults: number;
  /** Block of the first event that does not fit those before it. */
  readonly firstFault: number | null;
};

/** One who has or had a stake. */
export type MemberRow = {
  readonly account: Address;
  /** Held, without those in the exit queue. */
  readonly shares: Shares;
  /** Stakes credited to it, and what claims and redemptions paid for it, in wei. */
  readonly staked: Wei;
  readonly paidOut: Wei;
  readonly firstBlock: number;
  readonly lastBlock: number;
};

/** A ticket of the exit queue: a request, or what a claim in part left of it. */
export type ExitRow = {
  readonly ticket: bigint;
  /** The ticket that the request was given: the same through all claims in part. */
  readonly exit: bigint;
  readonly shares: Shares;
  readonly owner: Address;
  readonly receiver: Address;
  readonly requestedInBlock: number;
  readonly requestedAt: Seconds;
  readonly openedInBlock: number;
  /** `null` while it is open; then the block of its claim and what that paid, in wei. */
  readonly closedInBlock: number | null;
  readonly paid: Wei | null;
};

/** A stretch of the queue that one harvest served. */
export type CheckpointRow = LogPlace & {
  readonly time: Seconds;
  /** Tickets from here to below `toTicket`. */
  readonly fromTicket: bigint;
  readonly toTicket: bigint;
  readonly assets: Wei;
};

/** An event of the pool with the totals behind it. */
export type EventRow = LogPlace & {
  readonly transactionHash: Hex;
  readonly time: Seconds;
  readonly name: PoolEventName;
  /** Whose stake it moves; `null`: nobody's. */
  readonly account: Address | null;
  /** Who paid the stake, or receives the exit, the claim or the redemption. */
  readonly other: Address | null;
  readonly ticket: bigint | null;
  readonly newTicket: bigint | null;
  /** Which exit it is about. */
  readonly exit: bigint | null;
  /** Wei; what a report took is negative. */
  readonly assets: Wei | null;
  readonly shares: Shares | null;
  readonly totalAssets: Wei;
  readonly totalShares: Shares;
};

/** A day of the pool, in UTC. */
export type DayRow = {
  /** Its first second. */
  readonly day: Seconds;
  readonly events: number;
  readonly staked: Wei;
  readonly redeemed: Wei;
  readonly claimed: Wei;
  readonly exitShares: Shares;
  /** Set aside for exits by the queue, in wei. */
  readonly served: Wei;
  /** What harvests brought, negative what they took; fees are part of it. */
  readonly profit: Wei;
  readonly fees: Wei;
  /** At its last event. */
  readonly totalAssets: Wei;
  readonly totalShares: Shares;
};

export type ValidatorRow = {
  readonly publicKey: Hex;
  readonly registeredInBlock: number;
  readonly registeredAt: Seconds;
  readonly transactionHash: Hex;
  /** Wei; `null` where the vault's code does not tell. */
  readonly deposited: Wei | null;
  readonly leavingInBlock: number | null;
  /** The validator that takes over its balance. */
  readonly leavingInto: Hex | null;
};

/** A change of the pool itself: its making, its fee, its code. */
export type ChangeRow = LogPlace & {
  readonly time: Seconds;
  readonly transactionHash: Hex;
  readonly kind: 'created' | 'fee' | 'version' | 'code';
  /** Of 10,000. */
  readonly feeBps: number | null;
  readonly version: number | null;
  readonly implementation: Address | null;
};

/** An event that does not fit those before it: a log is missing, or was never there. */
export type FaultRow = LogPlace & {
  readonly time: Seconds;
  readonly kind: FaultKind;
};

/**
 * - `shares`: a stake, a fee, a checkpoint or a redemption has other shares than the totals before it make of its assets.
 * - `ticket`: a request does not follow the one before it.
 * - `queue`: a checkpoint serves more than was ever queued.
 * - `exit`: a claim of an exit that nobody asked for.
 * - `overdrawn`: a member moves more shares than it holds.
 * - `burned-exit`: code of v2.0.x burned the shares of an exit on entry. Books do not follow such exits: nothing adds up from there.
 */
export type FaultKind = 'shares' | 'ticket' | 'queue' | 'exit' | 'overdrawn' | 'burned-exit';

/** How the newest block came out that was held against the chain; one row. */
export type HeadRow = {
  readonly id: number;
  readonly blockNumber: number;
  readonly time: Seconds;
  /** `null`: the node could not tell. */
  readonly isRight: boolean | null;
  /** What does not add up, or what the node said. */
  readonly said: string;
  /** Blocks that were held against the chain so far. */
  readonly checked: number;
  /** The first of them at which something did not add up. */
  readonly firstWrong: number | null;
};

/** The tables, by their names. */
export type Tables = {
  readonly pool: PoolRow;
  readonly member: MemberRow;
  readonly exit: ExitRow;
  readonly checkpoint: CheckpointRow;
  readonly event: EventRow;
  readonly day: DayRow;
  readonly validator: ValidatorRow;
  readonly change: ChangeRow;
  readonly fault: FaultRow;
  readonly head: HeadRow;
};

/** What names a row of each table. */
export const keys = {
  pool: ['id'],
  member: ['account'],
  exit: ['ticket'],
  checkpoint: ['blockNumber', 'logIndex'],
  event: ['blockNumber', 'logIndex'],
  day: ['day'],
  validator: ['publicKey'],
  change: ['blockNumber', 'logIndex'],
  fault: ['blockNumber', 'logIndex'],
  head: ['id'],
} as const satisfies { readonly [Name in keyof Tables]: readonly (keyof Tables[Name])[] };

export type KeyOf<Name extends keyof Tables> = Pick<Tables[Name], (typeof keys)[Name][number] & keyof Tables[Name]>;

/** Where the books are written. */
export type BooksStore = {
  readonly find: <Name extends keyof Tables>(table: Name, key: KeyOf<Name>) => Promise<Tables[Name] | null>;
  /** Writes a row that is not there. */
  readonly insert: <Name extends keyof Tables>(table: Name, row: Tables[Name]) => Promise<unknown>;
  /** Writes over a row that is there. */
  readonly update: <Name extends keyof Tables>(table: Name, row: Tables[Name]) => Promise<unknown>;
};
