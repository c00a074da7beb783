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
