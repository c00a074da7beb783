import { toQuantity, type Block } from '../../../chain/block';
import { callNode, RevertError } from '../../../chain/request';
import type { Address, Hex } from '../../../units';
import { vaultInterface } from './abi';
import type { PoolContext } from '../../../networks/context';

/** A `multicall` of the vault. */
export function encodeMulticall(parts: readonly Hex[]): Hex {
  return vaultInterface.encodeFunctionData('multicall', [parts]);
}

/**
 * The answers of a vault's calls made together by an account at a block, each after the ones before it; `null` when the
 * vault refuses any of them. They carry no ETH: the vault's `multicall` takes none.
 * @throws StakingError CHAIN_UNAVAILABLE.
 */
export async function simulateTogether(
  { request, pool }: Pick<PoolContext, 'request' | 'pool'>,
  block: Pick<Block, 'number'>,
  from: Address,
  parts: readonly Hex[],
): Promise<Hex[] | null> {
  const call = { from, to: pool.address, data: encodeMulticall(parts) };
  try {
    const answer = await callNode<Hex>(request, 'eth_call', [call, toQuantity(block.number)]);
    return [...(vaultInterface.decodeFunctionResult('multicall', answer)[0] as Hex[])];
  } catch (error) {
    if (error instanceof RevertError) {
      return null;
    }
    throw error;
  }
}
