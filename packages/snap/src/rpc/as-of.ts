import type { AsOf } from '@pooled-staking/api';
import { toIsoTime, type Block } from '@pooled-staking/core';

/** The block that an answer rests on, as dapps see it. */
export function toAsOf({ number, hash, timestamp }: Block): AsOf {
  return { blockNumber: number, blockHash: hash, timestamp: toIsoTime(timestamp) };
}
