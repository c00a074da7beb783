import { StakingError } from '../errors';
import type { Hex } from '../units';
import { isHex } from './checks';
import { backoff, systemClock, type Clock } from './clock';
import { errorLayers, errorMessageOf, revertDataOf } from './error-layers';
import { kindOfLogError } from './log-errors';
import { plainText } from './plain-text';

/** An EIP-1193 `request`: the only way in which this package reaches a chain. */
export type Request = (args: { method: string; params?: unknown }) => Promise<unknown>;

/** A call that the chain refused: the revert data tells why (`0x` when the contract gave no reason). */
export class RevertError extends Error {
  override readonly name = 'RevertError';

  constructor(readonly data: Hex) {
    super(`The call reverted with ${data}`);
  }
}

/** No more requests may be sent: what wanted one more is left for another time. */
export class RequestsSpentError extends Error {
  override readonly name = 'RequestsSpentError';
}

/** Errors that say something about the person or the wallet's networks, not about the chain: they pass unchanged. */
const passingCodes = new Set<unknown>([4001, 4100, 4902]);

/** A node that has not answered after so many milliseconds never will. */
const longestWait = 60_000;

/** The answer, or an error in the words that nodes use for it when it takes too long. */
async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`the request timed out after ${longestWait / 1000} seconds`));
    }, longestWait);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Pauses for a node that is asked too much, before it is given up: 250, 500 and 1,000 milliseconds. */
const mostPauses = 3;

/** Methods that are answered with data or a number. */
const hexMethods = new Set(['eth_call', 'eth_estimateGas', 'eth_gasPrice', 'eth_getTransactionCount']);

/**
 * Sends one request to the node, waits a minute at most, and asks again after a pause where the node says that it is asked
 * too much (not for logs: scans have their own measure).
 * @throws RevertError when the chain refused a call; StakingError CHAIN_UNAVAILABLE for any other failure of the node,
 * CHAIN_INCONSISTENT for an answer that is none; refusals by the person (4001), missing permission (4100), unknown
 * networks (4902) and spent requests pass unchanged.
 */
export async function callNode<Result>(
  request: Request,
  method: string,
  params: readonly unknown[],
  clock: Clock = systemClock,
): Promise<Result> {
  for (let pauses = 0; ; pauses += 1) {
    try {
      const answer = await inTime(request({ method, params }));
      if (hexMethods.has(method) && !isHex(answer)) {
        throw new StakingError('CHAIN_INCONSISTENT', { kind: 'odd-answer', method });
      }
      return answer as Result;
    } catch (error) {
      const isOurs = error instanceof StakingError || error instanceof RequestsSpentError;
      if (isOurs || errorLayers(error).some(({ code }) => passingCodes.has(code))) {
        throw error;
      }
      const data = method === 'eth_call' || method === 'eth_estimateGas' ? revertDataOf(error) : undefined;
      if (data !== undefined) {
        throw new RevertError(data);
      }
      if (method === 'eth_getLogs' || pauses >= mostPauses || !isAskedTooMuch(error)) {
        throw new StakingError(
          'CHAIN_UNAVAILABLE',
          { kind: 'request-failed', method, failure: { said: plainText(errorMessageOf(error)) } },
          { cause: error },
        );
      }
      await clock.sleep(backoff(pauses + 1));
    }
  }
}

function isAskedTooMuch(error: unknown): boolean {
  const kind = kindOfLogError(error);
  return kind === 'rate' || kind === 'limit';
}
