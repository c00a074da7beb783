import { ReadBatch } from '../chain/read-batch';
import { vaultInterface } from '../pool/abi';
import type { PoolContext } from '../pool/context';
import { toHarvestTuple, type HarvestParams } from '../pool/harvest';
import { sharesToAssets } from '../pool/share-maths';
import type { PoolState } from '../pool/state';
import type { Address, Shares, Wei } from '../units';

/**
 * What the next harvest adds to an account, in wei, negative with a penalty: the pool's state is updated inside a
 * simulated call, with the verified proof, and read again. Exits that were processed already earn nothing more.
 * @param waitingShares the account's shares in the exit queue, which earn until they are burned.
 */
export async function readPendingRewards(
  context: PoolContext,
  state: PoolState,
  params: HarvestParams,
  account: Address,
  waitingShares: Shares,
): Promise<Wei> {
  const batch = new ReadBatch(context.network.multicall3);
  const vault = context.pool.address;
  const before = batch.add(vault, vaultInterface, 'getShares', [account], ([shares]) => shares as bigint);
  batch.add(vault, vaultInterface, 'updateState', [toHarvestTuple(params)], () => true);
  const after = batch.add(vault, vaultInterface, 'getShares', [account], ([shares]) => shares as bigint);
  // The update may burn queued shares; the price stays the same, so a price from the totals after it serves for all.
  const totalAssets = batch.add(vault, vaultInterface, 'totalAssets', [], ([assets]) => assets as bigint);
  const totalShares = batch.add(vault, vaultInterface, 'totalShares', [], ([shares]) => shares as bigint);
  await batch.run(context.request, state.block.number);
  const totals = { totalAssets: totalAssets.value(), totalShares: totalShares.value() };
  return (
    sharesToAssets(after.value(), totals) +
    sharesToAssets(waitingShares, totals) -
    sharesToAssets(before.value(), state) -
    sharesToAssets(waitingShares, state)
  );
}
