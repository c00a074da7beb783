import { reorganised, type Block } from './block';
import type { Log } from './log';
import { ReadBatch, type Answer } from './read-batch';
import type { Request } from './request';
import type { Address, Hex } from '../units';

/**
 * The blocks of logs that a reorg may still change, other than the newest; each once, in order.
 * @param reorgDepth of the network.
 */
export function unsettledBlocks(logs: readonly Log[], { number }: Block, reorgDepth: number): number[] {
  const isUnsettled = ({ blockNumber }: Log): boolean => blockNumber < number && blockNumber > number - reorgDepth;
  return [...new Set(logs.filter(isUnsettled).map(({ blockNumber }) => blockNumber))].sort((a, b) => a - b);
}

/**
 * Holds logs against the chain that a state was read from. A node may change chains between the two answers, and then each
 * is right by itself: the hashes of the blocks before, told with the state, show it.
 */
export class BlockHashes {
  readonly #hashes = new Map<number, Answer<Hex>>();

  /** Adds the hashes of blocks to a batch, those that were asked for left out. */
  ask(batch: ReadBatch, blocks: readonly number[]): void {
    for (const block of blocks.filter((each) => !this.#hashes.has(each))) {
      this.#hashes.set(block, batch.addBlockHash(block));
    }
  }

  /**
   * Checks the logs of blocks that were asked for, and of the newest, once the batches have run there.
   * @throws StakingError CHAIN_INCONSISTENT when one stems from another chain. A chain that does not tell passes.
   */
  check(logs: readonly Log[], newest: Block): void {
    for (const { blockNumber, blockHash } of logs) {
      const hash = blockNumber === newest.number ? newest.hash : this.#hashes.get(blockNumber)?.maybe();
      if (blockHash !== undefined && hash !== undefined && BigInt(hash) !== 0n && hash !== blockHash) {
        throw reorganised(blockNumber);
      }
    }
  }
}

/**
 * Holds young logs against the chain that a state was read from, in one step; asks nothing where a reorg reaches none.
 * @throws StakingError CHAIN_INCONSISTENT when one stems from another chain, CHAIN_UNAVAILABLE.
 */
export async function requireChainOf(
  request: Request,
  { multicall3, reorgDepth }: { readonly multicall3: Address; readonly reorgDepth: number },
  logs: readonly Log[],
  newest: Block,
): Promise<void> {
  const batch = new ReadBatch(multicall3);
  const hashes = new BlockHashes();
  hashes.ask(batch, unsettledBlocks(logs, newest, reorgDepth));
  await batch.run(request, newest);
  hashes.check(logs, newest);
}
