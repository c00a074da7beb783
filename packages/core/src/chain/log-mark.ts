import { isStakingError } from '../errors';
import type { Hex } from '../units';
import { orAbort } from './abort';
import { readBlock } from './block';
import { backoff, systemClock, type Clock } from './clock';
import { kindOfLogError } from './log-errors';
import type { Request } from './request';

/** A block of the chain that stored logs were read from: all logs up to it are there. */
export type LogMark = { readonly number: number; readonly hash: Hex };

/** How deep below the newest block older marks are kept, for reorgs that should not happen. */
const ladder = [256, 1_024, 7_200];

/** The marks worth keeping: the newest, and for each depth the newest that is so deep. */
export function thinOut(marks: readonly LogMark[], newest: number): LogMark[] {
  const sorted = [...marks].sort((a, b) => b.number - a.number);
  const kept = [0, ...ladder].map((depth) => sorted.find(({ number }) => number <= newest - depth));
  return [...new Map(kept.flatMap((mark) => (mark ? [[mark.number, mark] as const] : []))).values()];
}

/** Tries again after a failure of the node. */
const mostRetries = 3;

/** A block's hash; `undefined` when the node does not have the block. */
export async function readHash(
  request: Request,
  number: number,
  { signal, clock = systemClock }: { readonly signal?: AbortSignal | undefined; readonly clock?: Clock | undefined },
  failures = 0,
): Promise<Hex | undefined> {
  signal?.throwIfAborted();
  try {
    return (await orAbort(signal, readBlock(request, number))).hash;
  } catch (error) {
    if (isStakingError(error, 'CHAIN_INCONSISTENT')) {
      return undefined;
    }
    if (!isStakingError(error) || failures >= mostRetries || ['refused', 'pruned'].includes(kindOfLogError(error))) {
      throw error;
    }
    await clock.sleep(backoff(failures + 1), signal);
    return readHash(request, number, { signal, clock }, failures + 1);
  }
}
