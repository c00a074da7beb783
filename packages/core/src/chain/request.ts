import { StakingError } from '../errors';
import type { Hex } from '../units';
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

type ErrorLayer = { code?: unknown; message?: unknown; data?: unknown; cause?: unknown; originalError?: unknown };

/** The layers that wallets and nodes wrap an error in, the outermost first. */
function errorLayers(error: unknown): ErrorLayer[] {
  const layers: ErrorLayer[] = [];
  const queue: unknown[] = [error];
  while (queue.length > 0 && layers.length < 12) {
    const layer = queue.shift();
    if (typeof layer === 'object' && layer !== null && !layers.includes(layer)) {
      layers.push(layer);
      const { data, cause, originalError } = layer as ErrorLayer;
      queue.push(data, cause, originalError);
    }
  }
  return layers;
}

const hexPattern = /^0x[0-9a-fA-F]*$/u;

/**
 * The revert data inside an error of a node, however a wallet wrapped it; `undefined` when the error is no revert.
 * A revert without data (`0x`) is known by the node's error code 3 or its words.
 */
export function revertDataOf(error: unknown): Hex | undefined {
  const layers = errorLayers(error);
  const carrier = layers.find((layer) => typeof layer.data === 'string' && hexPattern.test(layer.data));
  if (carrier) {
    return carrier.data as Hex;
  }
  const reverted = layers.some(
    ({ code, message }) => code === 3 || (typeof message === 'string' && /revert/iu.test(message)),
  );
  return reverted ? '0x' : undefined;
}

/**
 * What an error says, in the words of its innermost layer that has any: for code that looks for a sign in them. For a
 * person there is `errorWordsOf`.
 */
export function errorMessageOf(error: unknown): string {
  const messages = errorLayers(error).flatMap(({ message }) =>
    typeof message === 'string' && message ? [message] : [],
  );
  return messages.at(-1) ?? String(error);
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

/**
 * Sends one request to the node, and waits a minute at most.
 * @throws RevertError when the chain refused a call; StakingError CHAIN_UNAVAILABLE for any other failure of the node;
 * refusals by the person (4001), missing permission (4100) and unknown networks (4902) pass unchanged.
 */
export async function callNode<Result>(request: Request, method: string, params: readonly unknown[]): Promise<Result> {
  try {
    return (await inTime(request({ method, params }))) as Result;
  } catch (error) {
    if (errorLayers(error).some(({ code }) => passingCodes.has(code)) || error instanceof StakingError) {
      throw error;
    }
    const data = method === 'eth_call' || method === 'eth_estimateGas' ? revertDataOf(error) : undefined;
    if (data !== undefined) {
      throw new RevertError(data);
    }
    throw new StakingError(
      'CHAIN_UNAVAILABLE',
      `The chain could not be read (${method}: ${plainText(errorMessageOf(error))}). Check the network and try again.`,
      { method },
      { cause: error },
    );
  }
}
