import { errorWordsOf, StakingError, toQuantity, type Network, type Request } from '@pooled-staking/core';

/** The wallet has no such network; the Snap cannot add it. */
export class UnknownNetworkError extends Error {
  override readonly name = 'UnknownNetworkError';

  constructor(readonly network: Network) {
    super(
      `The wallet does not know the network "${network.name}" (chain id ${network.chainId}). ` +
        "Add it in the wallet's network settings, then try again.",
    );
  }
}

/** A turn on a chain that was given up: nothing more may be asked in it. */
export class AbandonedError extends Error {
  override readonly name = 'AbandonedError';
}

/**
 * Runs reads on one chain, one turn after the other: the Snap has a single selected chain for all that it does, so two
 * turns at once would read each other's chain. Never hold a turn while a person is asked something.
 *
 * @param signal gives the turn up when it aborts: the next one may start, and nothing more is asked in this one. Needed
 * because work that is left behind when a handler returns never ends.
 * @throws UnknownNetworkError when the wallet does not have the network, AbandonedError after an abort, StakingError
 * CHAIN_UNAVAILABLE or CHAIN_INCONSISTENT when the wallet does not change its chain or changes it on the way.
 */
export type WithChain = <Result>(
  network: Network,
  work: (request: Request) => Promise<Result>,
  signal?: AbortSignal,
) => Promise<Result>;

const unknownNetwork = 4902;

/** Whether an error carries a code, in any of the layers that wallets wrap it in. */
export function hasErrorCode(error: unknown, code: number): boolean {
  const seen = new Set<unknown>();
  const queue: unknown[] = [error];
  while (queue.length > 0 && seen.size < 12) {
    const layer = queue.shift();
    if (typeof layer === 'object' && layer !== null && !seen.has(layer)) {
      seen.add(layer);
      const fields = layer as { code?: unknown; data?: unknown; cause?: unknown; originalError?: unknown };
      if (fields.code === code) {
        return true;
      }
      queue.push(fields.data, fields.cause, fields.originalError);
    }
  }
  return false;
}

async function readChainId(request: Request): Promise<number> {
  try {
    return Number(await request({ method: 'eth_chainId' }));
  } catch (error) {
    if (error instanceof AbandonedError) {
      throw error;
    }
    throw new StakingError(
      'CHAIN_UNAVAILABLE',
      `The wallet does not tell its network (${errorWordsOf(error)}). Try again.`,
      { method: 'eth_chainId' },
      { cause: error },
    );
  }
}

async function switchChain(request: Request, network: Network): Promise<void> {
  try {
    await request({ method: 'wallet_switchEthereumChain', params: [{ chainId: toQuantity(network.chainId) }] });
  } catch (error) {
    if (hasErrorCode(error, unknownNetwork)) {
      throw new UnknownNetworkError(network);
    }
    if (hasErrorCode(error, 4001) || error instanceof AbandonedError) {
      throw error;
    }
    throw new StakingError(
      'CHAIN_UNAVAILABLE',
      `The wallet did not change to ${network.name} (${errorWordsOf(error)}). Try again.`,
      { method: 'wallet_switchEthereumChain' },
      { cause: error },
    );
  }
}

async function requireChain(request: Request, network: Network): Promise<void> {
  const chainId = await readChainId(request);
  if (chainId !== network.chainId) {
    throw new StakingError(
      'CHAIN_INCONSISTENT',
      `The wallet is on chain ${chainId} and not on ${network.name}. Try again.`,
      { chainId, expected: network.chainId },
    );
  }
}

/** Makes the queue of turns on the wallet's `ethereum`. */
export function createWithChain(ethereum: Request): WithChain {
  let last: Promise<unknown> = Promise.resolve();

  return async (network, work, signal) => {
    const previous = last;
    let isOver = false;
    let endTurn = (): void => undefined;
    const turn = new Promise<void>((resolve) => {
      endTurn = () => {
        isOver = true;
        resolve();
      };
    });
    // A turn that is given up while it still waits must not let the next one in before the one that runs has ended.
    last = Promise.all([previous, turn]);

    const abandoned = new Promise<never>((_, reject) => {
      const abandon = (): void => {
        endTurn();
        reject(new AbandonedError('The chain was not read in time.'));
      };
      if (signal?.aborted) {
        abandon();
      }
      signal?.addEventListener('abort', abandon, { once: true });
    });

    const request: Request = async (args) => {
      if (isOver) {
        throw new AbandonedError('The turn on this chain is over.');
      }
      return ethereum(args);
    };

    const run = async () => {
      await previous;
      if ((await readChainId(request)) !== network.chainId) {
        await switchChain(request, network);
        await requireChain(request, network);
      }
      const result = await work(request);
      // What was read counts only if the chain stayed: the person can change it, and a switch that another turn left
      // behind may arrive late.
      await requireChain(request, network);
      return result;
    };

    try {
      return await Promise.race([run(), abandoned]);
    } finally {
      endTurn();
    }
  };
}
