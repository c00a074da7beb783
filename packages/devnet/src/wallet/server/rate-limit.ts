import { errorCodes, rpcError } from './rpc-errors';

/**
 * Lets so many calls through in a span of time that begins with the first of them, as MetaMask's rate limits do.
 *
 * @param name as the error tells it.
 * @param milliseconds length of the span.
 * @returns what throws JsonRpcError -32005 for a call too many.
 */
export function createRateLimit(name: string, count: number, milliseconds: number): () => void {
  let calls = 0;
  let end = 0;
  return () => {
    const now = Date.now();
    if (now >= end) {
      calls = 0;
      end = now + milliseconds;
    }
    if (calls >= count) {
      throw rpcError(errorCodes.limitExceeded, `"${name}" is currently rate-limited. Please try again later.`);
    }
    calls += 1;
  };
}
