import { limits } from '@pooled-staking/api';
import { failureOf, StakingError, toQuantity, type Network, type Request } from '@pooled-staking/core';
import { AbandonedError, Turns, type Urgency } from './turns';

/** The wallet has no such network; the Snap cannot add it. */
export class UnknownNetworkError extends Error {
  override readonly name = 'UnknownNetworkError';

  constructor(readonly network: Network) {
    super(`${network.name} (${network.chainId})`);
  }
}

/** How a turn is asked for. */
export type TurnOptions = {
  readonly urgency: Urgency;
  /** Page that asks; pages take turns among themselves. */
  readonly origin?: string | undefined;
  /**
   * Gives the turn up when it aborts: nothing more is asked in it. Needed because work that is left behind when a handler
   * returns never ends.
   */
  readonly signal?: AbortSignal | undefined;
};

/** Runs something that needs no chain while others may have it. */
export type Beside = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Runs reads on one chain: the Snap has a single selected chain for all that it does, so turns on two chains would read
 * each other's. A more urgent turn goes before each request of the others; when it switches the chain, they switch back
 * before they go on, and ask again what was under way. Never hold a turn while a person is asked something.
 *
 * @throws UnknownNetworkError when the wallet does not have the network, AbandonedError after an abort, StakingError
 * CHAIN_UNAVAILABLE when the wallet does not change its chain or the turn takes longer than a minute, CHAIN_INCONSISTENT
 * when the chain changes on the way.
 */
export type WithChain = <Result>(
  network: Network,
  turn: TurnOptions,
  work: (request: Request, beside: Beside) => Promise<Result>,
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
    // A node of the person's own says itself what is wrong.
    if (error instanceof AbandonedError || error instanceof StakingError) {
      throw error;
    }
    throw new StakingError(
      'CHAIN_UNAVAILABLE',
      { kind: 'wallet-tells-no-chain', method: 'eth_chainId', failure: failureOf(error) },
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
    if (hasErrorCode(error, 4001) || error instanceof AbandonedError || error instanceof StakingError) {
      throw error;
    }
    throw new StakingError(
      'CHAIN_UNAVAILABLE',
      { kind: 'wallet-keeps-chain', method: 'wallet_switchEthereumChain', network, failure: failureOf(error) },
      { cause: error },
    );
  }
}

function otherChain(chainId: number, network: Network): StakingError {
  return new StakingError('CHAIN_INCONSISTENT', { kind: 'other-chain', chainId, expected: network.chainId, network });
}

/** A change of the chain that takes longer holds up no other turn. */
const longestMove = 500;

/** The promise, or `undefined` once the time is over. */
async function atMost<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      resolve(undefined);
    }, milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Counts the milliseconds of a turn that has the chain, with pauses; calls back once when they are used up. */
function createClock(milliseconds: number, onEnd: () => void): (isRunning: boolean) => void {
  let left = milliseconds;
  let since = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (isRunning) => {
    if (isRunning) {
      since = Date.now();
      timer = setTimeout(onEnd, left);
    } else {
      clearTimeout(timer);
      left = Math.max(0, left - (Date.now() - since));
    }
  };
}

/** Makes the turns on the wallet's `ethereum`. */
export function createWithChain(
  ethereum: Request,
  times = { turn: limits.turnSeconds * 1000, move: longestMove },
): WithChain {
  const turns = new Turns();
  /** Grows when a change of the chain begins and when it ends: what was asked before counts for nothing after. */
  let changes = 0;
  let moving: Promise<unknown> = Promise.resolve();

  return async (network, { urgency, origin = '', signal }, work) => {
    let giveUp: (reason: Error) => void = () => undefined;
    const givenUp = new Promise<never>((_, reject) => {
      giveUp = reject;
    });
    // A turn that is given up holds up nobody with a change of the chain that it began.
    const isOver = givenUp.catch(() => undefined);
    const runClock = createClock(times.turn, () => {
      const seconds = times.turn / 1000;
      giveUp(new StakingError('CHAIN_UNAVAILABLE', { kind: 'read-too-long', seconds }));
    });
    const turn = turns.begin(network.chainId, urgency, origin, runClock);
    const abandon = (): void => {
      giveUp(new AbandonedError('The chain was not read in time.'));
    };
    if (signal?.aborted) {
      turn.end();
      abandon();
    }
    signal?.addEventListener('abort', abandon, { once: true });

    /** Changes after which the wallet was seen on the network. */
    let seenAt = -1;

    /** Brings the wallet to the network, unless a more urgent turn comes in between. */
    const move = async (): Promise<void> => {
      let at = changes;
      if ((await readChainId(ethereum)) !== network.chainId) {
        if (!turn.isAllowed()) {
          return;
        }
        changes += 1;
        await switchChain(ethereum, network).finally(() => {
          changes += 1;
        });
        at = changes;
        const chainId = await readChainId(ethereum);
        if (chainId !== network.chainId) {
          if (at === changes) {
            throw otherChain(chainId, network);
          }
          return;
        }
      }
      seenAt = at;
    };

    /** Waits until the chain is this turn's and the wallet is on it. */
    const arrive = async (): Promise<void> => {
      await turn.untilAllowed();
      while (seenAt !== changes) {
        const other = moving;
        await atMost(times.move, other);
        if (other === moving && turn.isAllowed()) {
          const own = move();
          moving = Promise.race([own.catch(() => undefined), isOver]);
          await own;
        }
        await turn.untilAllowed();
      }
    };

    const request: Request = async (args) =>
      turn.within(async () => {
        for (;;) {
          await arrive();
          const at = seenAt;
          if (at !== changes) {
            continue;
          }
          try {
            const answer = await ethereum(args);
            if (at === changes) {
              return answer;
            }
          } catch (error) {
            if (at === changes) {
              throw error;
            }
          } finally {
            turn.noteAnswer();
          }
        }
      });

    const run = async () => {
      await arrive();
      const result = await work(request, turn.beside);
      // What was read counts only if the chain stayed: the person can change it, and a switch that was given up may arrive
      // late.
      const chainId = await readChainId(request);
      if (chainId !== network.chainId) {
        throw otherChain(chainId, network);
      }
      return result;
    };

    try {
      return await Promise.race([run(), givenUp]);
    } finally {
      turn.end();
      signal?.removeEventListener('abort', abandon);
    }
  };
}
