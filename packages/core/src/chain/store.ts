/**
 * Keeps what was read of a chain between reads, as plain JSON by key: the Snap's state, the browser's storage, a `Map` in
 * a test. What comes out of it is checked like anything from outside, and a store that fails fails nothing. Where it may
 * hang, it is to be guarded: see {@link guardStore}.
 */
export type Store = {
  /** What was written last under this key; anything else counts as nothing. */
  readonly read: (key: string) => Promise<unknown>;
  readonly write: (key: string, value: object) => Promise<void>;
};

/** Runs work on something that keeps things; `undefined` when it fails, or does not answer in time. */
export type Guard = <Value>(work: () => Promise<Value>) => Promise<Value | undefined>;

/** Milliseconds for which an answer is waited for. */
const patience = 1_000;
/** What did not answer is left alone for so long, unless the answer comes after all. */
const rest = 60_000;

/**
 * Makes a guard for one place where things are kept: a wallet's state, a browser's database. They hang, fail and fill up,
 * and nothing in them is worth waiting for. After one answer that did not come in time nothing is asked there for a while.
 */
export function createGuard(limits = { patience, rest }): Guard {
  let restsUntil = 0;
  const waiting = new Set<() => void>();
  return async <Value>(work: () => Promise<Value>): Promise<Value | undefined> => {
    if (Date.now() < restsUntil) {
      return undefined;
    }
    return new Promise<Value | undefined>((resolve) => {
      const end = (value?: Value): void => {
        clearTimeout(timer);
        waiting.delete(giveUp);
        resolve(value);
      };
      const giveUp = (): void => {
        end();
      };
      const timer = setTimeout(() => {
        restsUntil = Date.now() + limits.rest;
        waiting.forEach((each) => {
          each();
        });
      }, limits.patience);
      waiting.add(giveUp);
      const answer = (value?: Value): void => {
        restsUntil = 0;
        end(value);
      };
      Promise.resolve()
        .then(work)
        .then(answer, () => {
          answer();
        });
    });
  };
}

/**
 * A store that keeps nobody waiting and never fails: what it does not hand out in time counts as nothing.
 * @example
 * ```ts
 * import { guardStore } from '@pooled-staking/core';
 *
 * const kept = new Map();
 * const store = guardStore({
 *   read: async (key) => kept.get(key),
 *   write: async (key, value) => {
 *     kept.set(key, value);
 *   },
 * });
 * await store.write('a', { b: 1 });
 * console.log(JSON.stringify(await store.read('a'))); // {"b":1}
 * ```
 */
export function guardStore(store: Store, guard: Guard = createGuard()): Store {
  return {
    read: async (key) => guard(async () => store.read(key)),
    write: async (key, value) => {
      await guard(async () => store.write(key, value));
    },
  };
}
