import { ReadBatch } from '../../../chain/read-batch';
import type { Address, Wei } from '../../../units';
import { vaultInterface } from '../vault/abi';
import type { PoolContext } from '../../../networks/context';
import { encodeClaim, type QueuedExit } from './exit-queue';
import { addQueueIndex } from './exit-reader';
import { toHarvestTuple, type HarvestParams } from '../harvest/harvest';
import type { Holding } from '../vault/holding-after';
import { sharesToAssets } from '../vault/share-maths';
import { simulateTogether } from '../vault/simulate-together';
import type { VaultState } from '../vault/state';

/** An account's stake and exits as they stand once the pool has taken a report in. */
export type AfterReport = {
  readonly stake: Holding;
  /** In the order asked for; `claimable` where a claim right after the report pays. */
  readonly exits: readonly QueuedExit[];
};

/** What is set aside for an exit, and the shares of it that still wait. */
type Amounts = { readonly left: bigint; readonly assets: Wei };

/** A batch that brings a report in before anything else is read, inside a simulated call, and whether the pool takes it. */
function afterUpdate(
  { network, pool }: PoolContext,
  params: HarvestParams,
): { readonly batch: ReadBatch; readonly isTaken: () => boolean } {
  const batch = new ReadBatch(network.multicall3);
  const update = batch.add(pool.address, vaultInterface, 'updateState', [toHarvestTuple(params)], () => true);
  return { batch, isTaken: () => update.maybe() === true };
}

/** True where a claim by the receiver goes through right after the report. */
async function isPaid(
  context: PoolContext,
  state: VaultState,
  params: HarvestParams,
  exit: QueuedExit,
): Promise<boolean> {
  const update = vaultInterface.encodeFunctionData('updateState', [toHarvestTuple(params)]);
  return (await simulateTogether(context, state.block, exit.receiver, [update, encodeClaim(exit)])) !== null;
}

/** An exit as it stands after the report. */
function toExit(exit: QueuedExit, amounts: Amounts | undefined, isPayable: boolean, totals: Holding): QueuedExit {
  const left = amounts?.left ?? exit.shares;
  const exitedAssets = amounts?.assets ?? 0n;
  const leftShares = left > 1n ? left : 0n;
  const isClaimable = isPayable && exitedAssets > 0n;
  return {
    ...exit,
    leftShares,
    exitedAssets,
    totalAssets: exitedAssets + sharesToAssets(leftShares, totals),
    claimableAssets: isClaimable ? exitedAssets : 0n,
    status: isClaimable ? 'claimable' : exit.status,
    needsReport: isClaimable && exit.status !== 'claimable',
  };
}

/**
 * Reads what an account's stake and exits will be once the pool has taken a report in, with its verified proof inside
 * simulated calls at the state's block. Two steps: the stake and where the exits stand then; what is set aside for them,
 * and whether claims are paid. `null` when the pool refuses the report.
 * @param exits as they stand at the block.
 * @throws StakingError CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
export async function readAfterReport(
  context: PoolContext,
  state: VaultState,
  params: HarvestParams,
  account: Address,
  exits: readonly QueuedExit[],
): Promise<AfterReport | null> {
  const { request, pool } = context;
  const { batch, isTaken } = afterUpdate(context, params);
  const read = (method: string, args: readonly unknown[] = []): (() => bigint) =>
    batch.add(pool.address, vaultInterface, method, args, ([value]) => value as bigint).value;
  // Read after the report: it may mint fee shares to the account.
  const [shares, totalAssets, totalShares] = [read('getShares', [account]), read('totalAssets'), read('totalShares')];
  const places = exits.map(({ ticket }) => addQueueIndex(batch, context, ticket));
  await batch.run(request, state.block);
  if (!isTaken()) {
    return null;
  }
  const stake = { shares: shares(), totalAssets: totalAssets(), totalShares: totalShares() };

  const { batch: amountsBatch } = afterUpdate(context, params);
  const placed = exits.map((exit, position) => ({ ...exit, queueIndex: places[position]?.value() ?? -1n }));
  const asked = placed.map((exit) =>
    exit.queueIndex < 0n
      ? undefined
      : amountsBatch.add(
          pool.address,
          vaultInterface,
          'calculateExitedAssets',
          [exit.receiver, exit.ticket, exit.requestedAt, exit.queueIndex],
          (result): Amounts => ({ left: result[0] as bigint, assets: result[2] as bigint }),
        ),
  );
  const [paid] = await Promise.all([
    // ETH that is set aside and not paid yet waits for its time, which no report shortens.
    Promise.all(
      placed.map(
        async (exit) =>
          exit.queueIndex >= 0n && exit.status !== 'exiting' && (await isPaid(context, state, params, exit)),
      ),
    ),
    asked.some((amounts) => amounts !== undefined) ? amountsBatch.run(request, state.block) : undefined,
  ]);
  return {
    stake,
    exits: placed.map((exit, position) => toExit(exit, asked[position]?.value(), paid[position] === true, stake)),
  };
}
