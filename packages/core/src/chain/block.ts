import { isStakingError, StakingError } from '../errors';
import type { Hex, Seconds } from '../units';
import { callNode, type Request } from './request';

/** The block that a view is read at. */
export type Block = {
  readonly number: number;
  readonly hash: Hex;
  readonly timestamp: Seconds;
  /** Hash of the block before it, where the node tells: by it a read at the number knows the chain again. */
  readonly parentHash?: Hex;
};

type RawBlock = { number?: unknown; hash?: unknown; timestamp?: unknown; parentHash?: unknown };

/** A block number as JSON-RPC wants it. */
export function toQuantity(value: number | bigint): Hex {
  return `0x${value.toString(16)}`;
}

/** Seconds since 1970 as ISO 8601 in UTC, without fractions: `2026-01-31T12:00:00Z`. */
export function toIsoTime(seconds: Seconds): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** A time or `null` as ISO 8601. */
export function toIsoTimeOrNull(seconds: Seconds | null): string | null {
  return seconds === null ? null : toIsoTime(seconds);
}

/**
 * Reads a block's header.
 * @throws StakingError CHAIN_UNAVAILABLE when the node fails, CHAIN_INCONSISTENT when it does not have the block.
 */
export async function readBlock(request: Request, at: number | 'latest' = 'latest'): Promise<Block> {
  const tag = at === 'latest' ? at : toQuantity(at);
  const raw = await callNode<RawBlock | null>(request, 'eth_getBlockByNumber', [tag, false]);
  if (!raw || typeof raw.number !== 'string' || typeof raw.hash !== 'string' || typeof raw.timestamp !== 'string') {
    throw new StakingError('CHAIN_INCONSISTENT', { kind: 'no-block', block: String(at) });
  }
  const block = { number: Number(raw.number), hash: raw.hash as Hex, timestamp: Number(raw.timestamp) };
  return typeof raw.parentHash === 'string' ? { ...block, parentHash: raw.parentHash as Hex } : block;
}

/**
 * Reads the block that a view is to rest on: the latest, but none older than `minBlock`.
 * @throws StakingError CHAIN_INCONSISTENT when the node has not seen `minBlock` yet.
 */
export async function readViewBlock(request: Request, minBlock = 0): Promise<Block> {
  const block = await readBlock(request);
  if (block.number < minBlock) {
    throw new StakingError('CHAIN_INCONSISTENT', { kind: 'node-behind', blockNumber: block.number, minBlock });
  }
  return block;
}

/** The chain has another block in this place than it had when the read began. */
export function reorganised(blockNumber: number): StakingError {
  return new StakingError('CHAIN_INCONSISTENT', { kind: 'reorganised', blockNumber });
}

/**
 * Does work that rests on a block: when it finds the history incomplete, a reorg may be the cause, and is named instead.
 * @throws what the work throws; StakingError CHAIN_INCONSISTENT when the chain has another block there by then.
 */
export async function onBlock<Result>(request: Request, block: Block, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (isStakingError(error, 'HISTORY_INCOMPLETE')) {
      await requireBlock(request, block);
    }
    throw error;
  }
}

/**
 * Checks that the chain still has a block, after reads up to it that went by its number.
 * @throws StakingError CHAIN_UNAVAILABLE when the node fails, CHAIN_INCONSISTENT when it has another block there, or none.
 */
export async function requireBlock(request: Request, { number, hash }: Block): Promise<void> {
  if ((await readBlock(request, number)).hash !== hash) {
    throw reorganised(number);
  }
}
