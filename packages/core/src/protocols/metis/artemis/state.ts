import type { Block } from '../../../chain/block';
import type { ReadBatch } from '../../../chain/read-batch';
import type { PoolContext } from '../../../networks/context';
import type { ClaimDelay } from '../../../staking/exit';
import type { PoolState, PoolTrouble } from '../../../staking/pool';
import type { Address, Seconds, Wei } from '../../../units';
import { artemisAbi } from './abi';
import { artemisOn } from './contracts';
import type { Totals } from './share-maths';

/** Artemis at one block. */
export type ArtemisState = PoolState & {
  /** Rewards that the next harvest brings in, the fee taken off; every stake makes one first. */
  readonly pendingRewards: Wei;
  /** What is kept of rewards, of 1e18. */
  readonly feeRate: bigint;
  /** The manager takes and pays no withdrawals. */
  readonly isManagerPaused: boolean;
  /** METIS at the manager's hand to pay what is released. */
  readonly managerBalance: Wei;
  /** METIS at the pool's hand, from which requests are released. */
  readonly poolBalance: Wei;
  /** Number of the next withdrawal request; those below `nextUnlockNonce` are released. */
  readonly nextWithdrawNonce: bigint;
  readonly nextUnlockNonce: bigint;
  readonly withdrawDelay: Seconds;
};

const one = 10n ** 18n;

/** The longest delay that a date can still be made of. */
const mostSeconds = 10n ** 11n;

/** Adds every read of the state to a batch; `read` gives it once the batch has run. */
export function addArtemisState(
  batch: ReadBatch,
  { network, pool }: Pick<PoolContext, 'network' | 'pool'>,
): { readonly read: (block: Block) => ArtemisState } {
  const { token, withdrawalManager, rewardPool } = artemisOn(network);
  const number = (target: Address, method: string) =>
    batch.add(target, artemisAbi, method, [], ([value]) => value as bigint);
  const paused = (target: Address) => batch.add(target, artemisAbi, 'paused', [], ([value]) => value as boolean);
  const [totalAssets, totalShares] = [number(pool.address, 'totalDeposits'), number(token, 'totalSupply')];
  const feeRate = number(rewardPool, 'feeRate');
  const [isPoolPaused, isManagerPaused] = [paused(pool.address), paused(withdrawalManager)];
  const [withdrawNonce, unlockNonce, delay] = ['nextWithdrawNonce', 'nextUnlockNonce', 'withdrawDelay'].map((method) =>
    number(withdrawalManager, method),
  ) as [ReturnType<typeof number>, ReturnType<typeof number>, ReturnType<typeof number>];
  const [rewards, managerBalance, poolBalance] = [
    batch.addBalance(rewardPool),
    batch.addBalance(withdrawalManager),
    batch.addBalance(pool.address),
  ];
  return {
    read: (block) => {
      const rate = feeRate.value();
      const wait = delay.value();
      return {
        block,
        // Deployed code without the getter cannot be paused.
        status: isPoolPaused.maybe() === true ? 'paused' : 'open',
        totalAssets: totalAssets.value(),
        totalShares: totalShares.value(),
        feeBps: Number((rate * 10_000n) / one),
        feeRate: rate,
        capacityLeft: null,
        version: null,
        implementation: null,
        pendingRewards: rewards.value() - (rewards.value() * rate) / one,
        isManagerPaused: isManagerPaused.maybe() === true,
        managerBalance: managerBalance.value(),
        poolBalance: poolBalance.value(),
        nextWithdrawNonce: withdrawNonce.value(),
        nextUnlockNonce: unlockNonce.value(),
        withdrawDelay: Number(wait < mostSeconds ? wait : mostSeconds),
      };
    },
  };
}

/** The totals once the rewards that wait were harvested. */
export function afterHarvest({ totalAssets, totalShares, pendingRewards }: ArtemisState): Totals {
  return { totalAssets: totalAssets + pendingRewards, totalShares };
}

/** How long requests wait at least, as the manager tells. */
export function claimDelayOf({ withdrawDelay }: ArtemisState): ClaimDelay {
  return { seconds: withdrawDelay, basis: 'contract', claims: 0 };
}

/** Sequencers' rewards come in within days, by a bridge of a week: nothing for so long looks dead. */
const usualSeconds = 30 * 86_400;

/** What the harvests tell of the pool's life: the time of the newest; `null` where none ever came, `undefined` where that is not known. */
export type LastHarvest = Seconds | null | undefined;

/** Whether no rewards came for longer than they take. */
export function isLate({ block, totalShares }: ArtemisState, last: LastHarvest): boolean {
  return last === null ? totalShares > 0n : block.timestamp - (last ?? Infinity) > usualSeconds;
}

/**
 * What makes the pool look dead.
 * @param missing what the manager lacks for released requests, as far as it is known.
 */
export function troublesOf(state: ArtemisState, last: LastHarvest, missing: Wei = 0n): PoolTrouble[] {
  return [
    ...(state.status === 'paused' || state.isManagerPaused ? [{ kind: 'paused' } as const] : []),
    ...(isLate(state, last) ? [{ kind: 'no-recent-rewards', since: last ?? null } as const] : []),
    ...(missing > 0n ? [{ kind: 'exits-unfunded', missing } as const] : []),
  ];
}
