import { backoff } from './clock';
import { kindOfLogError, oldestBlockOf, type LogErrorKind } from './log-errors';
import { StakingError } from '../errors';

/** Tries in a row that may fail: of a node in trouble, and of one that asks for a pause (about 50 seconds). */
export const triesOf = { passing: 3, rate: 8, limit: 8 };

/** The error of a node that failed or refused, by what it asks for; our own refusals ask for nothing. */
export function kindOfScanError(error: unknown): LogErrorKind {
  return error instanceof StakingError && error.code === 'CHAIN_UNAVAILABLE' ? kindOfLogError(error) : 'refused';
}

/**
 * The oldest block from `low` to `high` whose logs a node serves that refused those of `low` as too old; `high + 1` when it
 * serves none. What its words tell is tried first, then the span is halved: two dozen requests, one after the other.
 * @param probe rejects where the node does not give the logs of a block.
 */
export async function findOldest(
  probe: (block: number) => Promise<unknown>,
  sleep: (milliseconds: number) => Promise<void>,
  refusal: unknown,
  [low, high]: readonly [number, number],
): Promise<number> {
  const isServed = async (block: number, failures = 0): Promise<boolean> => {
    try {
      await probe(block);
      return true;
    } catch (error) {
      const kind = kindOfScanError(error);
      if (kind === 'refused' || failures >= triesOf.passing) {
        throw error;
      }
      if (kind === 'pruned' || kind === 'size') {
        return kind === 'size';
      }
      await sleep(backoff(failures + 1));
      return isServed(block, failures + 1);
    }
  };
  // The newest that is refused, and the oldest that is served.
  let [refused, served] = [low, high + 1];
  const hint = oldestBlockOf(refusal) ?? low;
  const first = [hint, hint - 1, high];
  while (served - refused > 1) {
    const next = first.find((block) => block > refused && block < served);
    const block = next ?? Math.floor((refused + served) / 2);
    if (await isServed(block)) {
      served = block;
    } else {
      refused = block;
    }
  }
  return served;
}
