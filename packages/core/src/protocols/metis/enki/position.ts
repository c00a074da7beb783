import type { Exit } from '../../../staking/exit';
import { isStakingError } from '../../../errors';
import type { PoolContext } from '../../../networks/context';
import { oldLogsMissing, totalsUnproven, type HistoryGap } from '../../../staking/history-gap';
import type { Position, PositionItem } from '../../../staking/position';
import type { Address, Seconds, Shares, Wei } from '../../../units';
import type { Movement } from './movements';
import type { EnkiState, EnkiView } from './state';
import type { VaultBook } from './vault-book';

/** What an account has in a pool of ENKI, with the movements that it came about by. */
export type EnkiPosition = Position<EnkiState> & {
  readonly movements: readonly Movement[];
  /** Of the blocks of movements, where they were asked for; of open exits at least. */
  readonly times: ReadonlyMap<number, Seconds>;
  /** What fees are paid in. */
  readonly nativeBalance: Wei;
};

type Parts = {
  readonly shares: Shares;
  readonly sharesByLogs: Shares;
  readonly assets: Wei;
  readonly balance: Wei;
  readonly exits: readonly Exit[];
  readonly gap: HistoryGap | null;
  readonly movements: readonly Movement[];
  readonly times: ReadonlyMap<number, Seconds>;
  readonly items?: readonly PositionItem[];
  readonly alsoHeld?: Readonly<Record<string, Wei>>;
};

/** Puts a position together: rewards are what there is, less what was put in; unknown where logs lack something. */
export function toPosition(account: Address, { state, account: { metis } }: EnkiView, parts: Parts): EnkiPosition {
  const { exits, assets, gap, movements } = parts;
  const exitingAssets = exits.reduce((sum, { totalAssets }) => sum + totalAssets, 0n);
  const sumOf = (isIn: boolean): Wei =>
    movements.reduce((sum, { putIn }) => (putIn !== null && putIn > 0n === isIn ? sum + putIn : sum), 0n);
  const [staked, paidOut] = [sumOf(true), -sumOf(false)];
  return {
    account,
    state,
    isBlocked: false,
    claimableWithReport: [],
    exitingAssets,
    staked,
    paidOut,
    lifetimeRewards: gap ? null : assets + exitingAssets + paidOut - staked,
    pendingRewards: 0n,
    nativeBalance: metis,
    ...parts,
  };
}

/**
 * Why logs that agree with an account prove nothing; `null` where they do: a node that has lost old ones gives none of an account
 * that has left, and the vault's own logs show whether it has.
 * @param keptFrom the oldest block that it serves, where it refused older ones.
 */
export function evidenceGap(
  { pool: { deployBlock } }: Pick<PoolContext, 'pool'>,
  { block }: EnkiState,
  keptFrom: number | null,
  book: VaultBook | null,
): HistoryGap | null {
  return keptFrom !== null && keptFrom > deployBlock
    ? oldLogsMissing(deployBlock, keptFrom)
    : book?.hasAllShares
      ? null
      : totalsUnproven(deployBlock, block.number);
}

/** What logs beside an account's tell; `null` where the node does not give them. */
export async function orNull<Found>(coming: Promise<Found>): Promise<Found | null> {
  return coming.catch((error: unknown) => {
    if (isStakingError(error, 'CHAIN_UNAVAILABLE')) {
      return null;
    }
    throw error;
  });
}
