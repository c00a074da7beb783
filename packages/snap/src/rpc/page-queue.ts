import { limits } from '@pooled-staking/api';
import { TooManyRequestsError } from './errors';

/** Runs a page's request: `key` names what may be shared with others that ask the same while it is read. */
export type PageQueue = <Result>(origin: string, key: string | null, work: () => Promise<Result>) => Promise<Result>;

/**
 * Bounds what pages ask for at once. The same question is read once for all that ask it meanwhile, whichever page they
 * are: such an answer is no older than its `asOf`, and a page that needs a certain block names it, which makes it another
 * question.
 * @throws TooManyRequestsError when too many requests wait already.
 */
export function createPageQueue(
  most = { ofPage: limits.waitingOfPage as number, ofAll: limits.waitingOfAll as number },
): PageQueue {
  const shared = new Map<string, Promise<unknown>>();
  const waiting = new Map<string, number>();
  let all = 0;

  const add = (origin: string, count: 1 | -1): void => {
    all += count;
    const left = (waiting.get(origin) ?? 0) + count;
    if (left > 0) {
      waiting.set(origin, left);
    } else {
      waiting.delete(origin);
    }
  };

  return async <Result>(origin: string, key: string | null, work: () => Promise<Result>): Promise<Result> => {
    const same = key === null ? undefined : shared.get(key);
    if (same) {
      return same as Promise<Result>;
    }
    if ((waiting.get(origin) ?? 0) >= most.ofPage || all >= most.ofAll) {
      throw new TooManyRequestsError(
        'Too many requests are waiting for an answer. Wait for some of them, then ask again.',
      );
    }
    add(origin, 1);
    const result = work();
    if (key !== null) {
      shared.set(key, result);
    }
    try {
      return await result;
    } finally {
      add(origin, -1);
      if (key !== null) {
        shared.delete(key);
      }
    }
  };
}
