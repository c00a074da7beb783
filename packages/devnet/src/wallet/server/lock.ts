/** Whether the wallet is locked. A locked wallet shows nobody its accounts and asks nothing before it is unlocked. */
export type Lock = {
  isLocked: () => boolean;
  /** Somebody waits for the wallet to be unlocked, so that it should show itself. */
  isAwaited(): boolean;
  lock(): void;
  unlock(): void;
  /** Resolves when the wallet is unlocked, at once where it is. */
  unlocked: () => Promise<void>;
};

export function createLock(onChange: () => void): Lock {
  let isLocked = false;
  let waiting: (() => void)[] = [];
  return {
    isLocked: () => isLocked,
    isAwaited: () => waiting.length > 0,
    lock: () => {
      isLocked = true;
      onChange();
    },
    unlock: () => {
      const released = waiting;
      isLocked = false;
      waiting = [];
      onChange();
      for (const release of released) {
        release();
      }
    },
    unlocked: () =>
      new Promise((resolve) => {
        if (isLocked) {
          waiting.push(resolve);
          onChange();
        } else {
          resolve();
        }
      }),
  };
}
