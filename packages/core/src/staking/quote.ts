import type { StakingError } from '../errors';
import type { Address, Asset, Shares, Wei } from '../units';
import type { ClaimDelay, Exit, ExitEstimate, ExitWay, WayBack } from './exit';
import type { NetworkFee } from './fees';
import type { PoolState, PoolTrouble } from './pool';
import type { Transaction } from './transaction';

/** What the chain would accept now, and what it means for the person. */
export type Quote<State extends PoolState = PoolState> = {
  readonly state: State;
  /** What must be mined before `transaction`: approvals of exactly what it takes, in order. */
  readonly approvals: readonly Transaction[];
  readonly transaction: Transaction;
  /** Of all transactions together. */
  readonly networkFee: NetworkFee;
  /** Goes along in the transaction for a bridge to another chain, in wei; absent: nothing. It is not given back. */
  readonly bridgeFee?: Wei;
  /** What the amount that moves is counted in; absent: the pool's asset. */
  readonly asset?: Asset;
  /** The part of the position that it is about, by name; absent: the position has no parts, or it is about none. */
  readonly item?: string;
  /** Rewards that the transaction pays out on another chain, and to whom; absent: none. */
  readonly rewardsPaid?: { readonly assets: Wei; readonly recipient: Address };
  /** What makes the pool look dead; absent or empty: nothing does. */
  readonly troubles?: readonly PoolTrouble[];
};

/** What every quote has that changes a stake. */
type ChangeQuote = {
  /** What the stake is counted in, where it is one beside the pool's own and earns nothing; absent: the pool's asset. */
  readonly sideAsset?: Asset;
  /** Value of the account's stake before and after, each at its price: a report that comes along changes it. */
  readonly assetsBefore: Wei;
  readonly assetsAfter: Wei;
  /** What the report that comes along adds to the stake, negative for a loss; 0 without one. */
  readonly reportChange: Wei;
  /** How long the pool makes an exit wait. */
  readonly claimDelay: ClaimDelay;
};

export type StakeQuote<State extends PoolState = PoolState> = Quote<State> &
  ChangeQuote & {
    readonly amount: Wei;
    /** What fees are paid in that is left in the account after stake and network fee. */
    readonly balanceAfter: Wei;
    /** The stake brings the pool's late report in with it. */
    readonly withHarvest: boolean;
    /** How the stake can come back one day. */
    readonly wayBack: WayBack;
    /** The fewest shares that the transaction takes for it, else it fails; absent: the pool gives what it gives. */
    readonly leastShares?: Shares;
    /** The shares that it gives at today's price; absent: nobody names them, or `leastShares` does. */
    readonly shares?: Shares;
    /** Waiting rewards that it puts to the stake beside the amount; absent: none. */
    readonly compounded?: Wei;
  };

export type UnstakeQuote<State extends PoolState = PoolState> = Quote<State> &
  ChangeQuote & {
    /** Shares that leave the stake. */
    readonly shares: Shares;
    /**
     * What is set aside for them where a report comes along and serves them, else what they are worth at today's price; they
     * earn, and bear penalties, until they are served.
     */
    readonly assets: Wei;
    readonly isAll: boolean;
    readonly way: ExitWay;
    /** When it can be claimed, where the pool's queue decides; absent: `way` and `claimDelay` tell it. See {@link estimateOf}. */
    readonly queued?: ExitEstimate;
    /** What of `assets` is paid in the transaction itself, where the rest comes later; absent: all of it comes by `way`. */
    readonly atOnce?: Wei;
    /** What the pool keeps of the amount for the exit, not in `assets`; absent: nothing. */
    readonly exitFee?: Wei;
    /** What came free of earlier exits and is paid with it, of the pool's asset; absent: nothing. */
    readonly paidAlong?: Wei;
    /** What of earlier exits comes free no more from then on; absent: nothing. */
    readonly stopped?: Wei;
  };

/** What an exit rests on that no queue holds up, by its way. */
const bases: Readonly<Record<ExitWay, ExitEstimate['basis']>> = {
  'at-once': 'claimable-now',
  'served-at-once': 'waiting-time',
  'next-report': 'next-report',
  validators: 'validator-exits',
  maturity: 'maturity',
  release: 'release',
  vesting: 'vesting',
};

/**
 * When what a quote takes out can be claimed, as a range with its basis, for a transaction that is mined now. What vests comes
 * from now on, and its end hangs on what else is staked; what somebody must release has no latest time.
 * @example
 * ```ts
 * import { estimateOf, openPool } from '@pooled-staking/core';
 *
 * const pool = openPool('eip155:31337:0x09654A0808Bc114B65deC441b28d08A1aCeACCeA', { rpcUrl: 'http://127.0.0.1:8545' });
 * const quote = await pool.quoteUnstake('0x70997970C51812dc3A010C7d01b50e0d17dc79C8', 10n ** 17n);
 * const { earliest, latest } = estimateOf(quote);
 * console.log(earliest !== null && earliest >= quote.state.block.timestamp, latest);
 * ```
 */
export function estimateOf({
  way,
  queued,
  claimDelay,
  state,
}: Pick<UnstakeQuote, 'way' | 'queued' | 'claimDelay' | 'state'>): ExitEstimate {
  if (queued) {
    return queued;
  }
  const now = state.block.timestamp;
  const due = now + claimDelay.seconds;
  const waits = way === 'maturity' || way === 'release';
  const isOpen = way === 'release' || way === 'vesting' || way === 'next-report' || way === 'validators';
  return {
    earliest: waits ? due : now,
    latest: isOpen ? null : way === 'at-once' ? now : due,
    basis: bases[way],
    claimDelay,
  };
}

/** Why an exit is left out of a claim. */
export type LeftOutReason =
  | 'unknown'
  | 'other-receiver'
  | 'too-early'
  | 'refused'
  | 'dust'
  | 'queued'
  /** It can be claimed, and the pool pays one exit a transaction: this one comes next. */
  | 'one-at-a-time';

/** An exit that was asked for and pays nothing now. */
export type LeftOutExit = {
  readonly id: bigint;
  /** What it is worth; `null` where there is no such open exit. */
  readonly assets: Wei | null;
  readonly reason: LeftOutReason;
  /** The same as an error of its own. */
  readonly error: StakingError;
};

export type ClaimQuote<State extends PoolState = PoolState> = Quote<State> & {
  /** The exits that it claims: only those that pay. */
  readonly exits: readonly Pick<Exit, 'id' | 'claimableAssets'>[];
  /** The exits that were asked for by id and are not in it. */
  readonly leftOut: readonly LeftOutExit[];
  /** What it pays in all. */
  readonly assets: Wei;
  /** What of these exits stays in the queue. */
  readonly remainingAssets: Wei;
  /** What it pays are the rewards of an item, to whom `rewardsPaid` says: no part of the stake. */
  readonly isReward?: true;
  /** What remains comes free little by little, and so does what is paid until the transaction is mined. */
  readonly isVesting?: true;
  /** The claim brings the pool's newest report in first, which makes an exit claimable. */
  readonly withHarvest: boolean;
};
