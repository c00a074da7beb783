import { eventTopics, isSameAddress, type Address, type Log } from '@pooled-staking/core';
import { toTopic } from '../../core/src/chain/logs';
import type { Trace, TraceState } from '../../core/test/trace';
import { emptyPool } from '../src/pool-ledger';
import { toCheckpoint } from '../src/position';
import { reconcile, type ChainSide, type CheckName } from '../src/reconcile';
import { sumUp } from '../src/sums';
import { takeLog } from '../src/take-log';
import { MemoryBooks } from '../src/memory-books';

/** Whether the books take in a log of a recorded life: one of the vault, of its escrow, or of the Keeper about it. */
export function isOfPool({ vault, keeper, mevEscrow }: Trace, { address, topics }: Log): boolean {
  return isSameAddress(address, keeper)
    ? topics[0] === eventTopics.KeeperHarvested && topics[1] === toTopic(vault)
    : isSameAddress(address, vault) || isSameAddress(address, mevEscrow);
}

/** What the recorded getters say of the pool. */
export function chainSideOf(state: TraceState): ChainSide {
  const { totalAssets, totalShares, withdrawableAssets, vaultBalance, queue, keeper, version } = state;
  return {
    withdrawableAssets: BigInt(withdrawableAssets),
    ethBalance: BigInt(vaultBalance),
    totalAssets: BigInt(totalAssets),
    totalShares: BigInt(totalShares),
    queue: {
      queuedShares: BigInt(queue.queuedShares),
      unclaimedAssets: version === 1 ? null : BigInt(queue.unclaimedAssets),
      totalTickets: version === 1 ? null : BigInt(queue.totalTickets),
    },
    harvest: {
      harvested:
        keeper.vaultReward === undefined
          ? null
          : { assets: BigInt(keeper.vaultReward), nonce: BigInt(keeper.vaultNonce) },
    },
  };
}

export const lower = (address: string): Address => address.toLowerCase() as Address;

/** The logs of a recorded life that books take in, with the times of their blocks. */
export function logsOf(trace: Trace): { log: Log; time: number }[] {
  return trace.steps.flatMap(({ logs, tx }) =>
    logs.filter((log) => isOfPool(trace, log)).map((log) => ({ log, time: tx?.timestamp ?? 0 })),
  );
}

/** What the books lack at the end of some logs: where the first event does not fit, and what does not add up. */
export async function faultsOf(
  logs: readonly { log: Log; time: number }[],
  state: TraceState,
): Promise<{ firstFault: number | null; wrong: CheckName[] }> {
  const books = new MemoryBooks();
  for (const { log, time } of logs) {
    await takeLog(books, log, time);
  }
  const pool = books.rows('pool')[0] ?? emptyPool;
  const checkpoints = books.rows('checkpoint').map(toCheckpoint);
  const sums = sumUp(pool, books.rows('member'), books.rows('exit'), checkpoints, state.block);
  const { checks } = reconcile(sums, chainSideOf(state));
  return { firstFault: pool.firstFault, wrong: checks.flatMap(({ name, isRight }) => (isRight ? [] : name)) };
}
