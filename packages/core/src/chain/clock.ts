/** Time as reads of the chain use it, so that a test can play it. */
export type Clock = {
  /** Milliseconds since some moment. */
  now: () => number;
  /** Resolves after a time, or at once when the signal aborts. */
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, signal?.aborted ? 0 : milliseconds);
      signal?.addEventListener('abort', end);
    }),
};

/** Milliseconds to wait after so many failures in a row: 250, 500, 1,000, up to 16,000. */
export function backoff(failures: number): number {
  return Math.min(250 * 2 ** (failures - 1), 16_000);
}
