import {
  addVaultState,
  readBlock,
  ReadBatch,
  type PoolOnNetwork,
  type Request,
  type VaultState,
} from '@pooled-staking/core';

/**
 * What the chain says of the pool at a block, for the books to be held against.
 * @throws StakingError CHAIN_UNAVAILABLE where the node has no such block or keeps no such old state, CHAIN_INCONSISTENT.
 */
export async function readChainSide(
  request: Request,
  { network, pool }: PoolOnNetwork,
  number: number,
): Promise<VaultState> {
  const block = await readBlock(request, number);
  const batch = new ReadBatch(network.multicall3);
  const state = addVaultState(batch, { network, pool });
  await batch.run(request, block);
  return state.read(block);
}
