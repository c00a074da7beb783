/**
 * Runs work with a signal of its own, which aborts with the given one and when the work is over: nothing that it began
 * goes on after a failure.
 */
export async function withOwnSignal<Result>(
  signal: AbortSignal | undefined,
  work: (control: AbortController) => Promise<Result>,
): Promise<Result> {
  const control = new AbortController();
  const abort = (): void => {
    control.abort(signal?.reason);
  };
  signal?.throwIfAborted();
  signal?.addEventListener('abort', abort);
  try {
    return await work(control);
  } finally {
    signal?.removeEventListener('abort', abort);
    control.abort();
  }
}

/** Waits for some work, but no longer than until the signal aborts: then rejects with its reason. */
export async function orAbort<Result>(signal: AbortSignal | undefined, work: Promise<Result>): Promise<Result> {
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  signal?.addEventListener('abort', stop);
  try {
    await Promise.race([work, stopped]);
    signal?.throwIfAborted();
    return await work;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
