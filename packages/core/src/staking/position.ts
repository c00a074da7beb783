import type { Clock } from '../chain/clock';
import type { StakingError } from '../errors';
import type { Address, Asset, Shares, Wei } from '../units';
import type { Exit } from './exit';
import type { HistoryGap } from './history-gap';
import type { PoolState } from './pool';

/** What can be done with a part of a position. */
export type ItemAction = 'stake' | 'unstake' | 'unstake-all' | 'claim';

/** A part of a position that is acted on by itself: a sequencer, or another token beside the stake. */
export type PositionItem = {
  readonly id: bigint;
  /** As the protocol numbers or names it. */
  readonly name: string;
  /** What it is known by outside of the pool: the key that signs a sequencer's blocks; absent: nothing. */
  readonly address?: Address;
  /** What the amounts are counted in. */
  readonly asset: Asset;
  readonly assets: Wei;
  /** What waits to be paid out. */
  readonly rewards: Wei;
  /** Why an action would be refused now; `null` where the pool takes it. Those that never apply are absent. */
  readonly actions: Readonly<Partial<Record<ItemAction, StakingError | null>>>;
};

/** What an account has in a pool, all read at `state.block`. */
export type Position<State extends PoolState = PoolState> = {
  readonly account: Address;
  readonly state: State;
  readonly shares: Shares;
  /**
   * The shares that the account's movements lead to, by their logs alone: where `gap` is `null`, they are the same as `shares`,
   * which the chain counts. Absent: the pool has no shares.
   */
  readonly sharesByLogs?: Shares;
  /** What the shares are worth now. */
  readonly assets: Wei;
  /** What the account holds of the asset outside the pool. */
  readonly balance: Wei;
  /** The same of the other assets that the pool takes, by symbol; absent: it takes no others. */
  readonly alsoHeld?: Readonly<Record<string, Wei>>;
  readonly isBlocked: boolean;
  /** Open exits that the account asked for or can claim. */
  readonly exits: readonly Exit[];
  /** Exits out of `exits` that a claim pays when it brings an open report in, as they stand then. */
  readonly claimableWithReport: readonly Exit[];
  /** Rewards that wait to be paid out, neither in the stake nor in an exit; absent: the pool has no such. */
  readonly unpaidRewards?: Wei;
  /** Value of the open exits that the account owns. */
  readonly exitingAssets: Wei;
  /** Stakes credited to the account, and what it was paid out of its stake. */
  readonly staked: Wei;
  readonly paidOut: Wei;
  /** `null` when nothing proves them: then `gap` says why. */
  readonly lifetimeRewards: Wei | null;
  /** What the next report adds; 0 when none is open, `null` when that is not known, or was not asked for. */
  readonly pendingRewards: Wei | null;
  /** What the history lacks; `null` when all of it is there. Rewards may be proven even so. */
  readonly gap: HistoryGap | null;
  /** The parts that a position consists of, where each is acted on by itself; absent: it has none. */
  readonly items?: readonly PositionItem[];
};

/**
 * The open exits as a claim finds them: those that an open report pays stand as they do once it is in.
 * @example
 * ```ts
 * import { exitsForClaim, openPool } from '@pooled-staking/core';
 *
 * const pool = openPool('eip155:31337:0x09654A0808Bc114B65deC441b28d08A1aCeACCeA', { rpcUrl: 'http://127.0.0.1:8545' });
 * const position = await pool.readPosition('0x90F79bf6EB2c4f870365E785982E1f101E93b906');
 * const ready = exitsForClaim(position).filter(({ claimableAssets }) => claimableAssets > 0n);
 * console.log(ready.length); // 1
 * ```
 */
export function exitsForClaim({
  exits,
  claimableWithReport,
}: Pick<Position, 'exits' | 'claimableWithReport'>): readonly Exit[] {
  const payable = new Map(claimableWithReport.map((exit) => [exit.id, exit]));
  return exits.map((exit) => payable.get(exit.id) ?? exit);
}

/** Which parts of a position to read, and how. */
export type PositionOptions = {
  /** No older block than this. */
  readonly minBlock?: number;
  /** Times of every movement, not just of open exits. */
  readonly withEntryTimes?: boolean;
  /** The next report's rewards: may cost the fetch of a file. */
  readonly withPending?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly clock?: Clock | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
};
