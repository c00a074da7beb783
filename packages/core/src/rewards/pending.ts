import { ReadBatch } from '../chain/read-batch';
import { vaultInterface } from '../pool/abi';
import type { PoolContext } from '../pool/context';
import type { Exit } from '../pool/exit-queue';
import { addQueueIndex } from '../pool/exit-reader';
import { toHarvestTuple, type HarvestParams } from '../pool/harvest';
import { sharesToAssets } from '../pool/share-maths';
import type { PoolState } from '../pool/state';
import type { Address, Wei } from '../units';

/** A batch that brings the newest report in before anything else is read, inside a simulated call. */
function afterHarvest(context: PoolContext, params: HarvestParams): ReadBatch {
  const batch = new ReadBatch(context.network.multicall3);
  batch.add(context.pool.address, vaultInterface, 'updateState', [toHarvestTuple(params)], () => true);
  return batch;
}

/**
 * What the account's stake and its exits will be worth after the next harvest, in wei: the pool takes the report in with
 * its verified proof, inside a simulated call, and is read again. Two steps: where the exits stand then, and what was set
 * aside for them.
 */
export async function readValueAfterHarvest(
  context: PoolContext,
  state: PoolState,
  params: HarvestParams,
  account: Address,
  exits: readonly Exit[],
): Promise<Wei> {
  const { request, pool } = context;
  const batch = afterHarvest(context, params);
  const read = (method: string, args: readonly unknown[]): (() => bigint) =>
    batch.add(pool.address, vaultInterface, method, args, ([value]) => value as bigint).value;
  // Read after the harvest: it may mint fee shares to the account.
  const shares = read('getShares', [account]);
  const totalAssets = read('totalAssets', []);
  const totalShares = read('totalShares', []);
  const places = exits.map(({ ticket }) => addQueueIndex(batch, context, ticket));
  await batch.run(request, state.block);
  const totals = { totalAssets: totalAssets(), totalShares: totalShares() };

  const amounts = afterHarvest(context, params);
  const served = exits.map((exit, position) => {
    const index = places[position]?.value() ?? -1n;
    return index < 0n
      ? null
      : amounts.add(
          pool.address,
          vaultInterface,
          'calculateExitedAssets',
          [exit.receiver, exit.ticket, exit.requestedAt, index],
          (result) => ({ left: result[0] as bigint, assets: result[2] as bigint }),
        );
  });
  if (served.some((amount) => amount !== null)) {
    await amounts.run(request, state.block);
  }
  return exits.reduce(
    (sum, exit, position) => {
      const { left, assets } = served[position]?.value() ?? { left: exit.shares, assets: 0n };
      return sum + assets + (left > 1n ? sharesToAssets(left, totals) : 0n);
    },
    sharesToAssets(shares(), totals),
  );
}
