import { StakingError, type PoolContext, type PoolOnNetwork, type Request, type Store } from '@pooled-staking/core';
import type { Session } from '../wallet/session';
import { askOnce } from './ask-once';

/**
 * Why a read that nobody waits for any more goes no further. Its code is that of a refusal by the person: the one kind
 * of failure that `core` never tries again and hands through as it is.
 */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
  readonly code = 4001;

  constructor() {
    super('The reading was cancelled.');
  }
}

/** A request that is refused once the signal has aborted, also when the answer comes later. */
export function untilAborted(request: Request, signal: AbortSignal): Request {
  const check = (): void => {
    if (signal.aborted) {
      throw new CancelledError();
    }
  };
  return async (args) => {
    check();
    const answer = await request(args);
    check();
    return answer;
  };
}

/** What reads of a pool over the session's provider need. They fetch no file, unless `publicFiles` are given to them. */
function contextOverWallet(request: Request, { network, pool }: PoolOnNetwork, store: Store): PoolContext {
  return {
    request,
    network,
    pool,
    rewardsGateways: [],
    fetchText: async () => Promise.reject(new Error('These reads need no file.')),
    store,
  };
}

/**
 * Runs reads of a pool over the session's wallet until the signal aborts, beginning with what `store` has kept. A wallet that
 * changes its network meanwhile would answer from another chain, so what was read counts only when it is still on the same one.
 * @throws StakingError as the reads do, and CHAIN_INCONSISTENT when the wallet is on another network afterwards.
 */
export async function readOverWallet<Result>(
  { wallet, chainId }: Session,
  where: PoolOnNetwork,
  store: Store,
  signal: AbortSignal,
  read: (context: PoolContext) => Promise<Result>,
): Promise<Result> {
  const result = await read(contextOverWallet(untilAborted(askOnce(wallet.provider), signal), where, store));
  // Of the time after all of that: nobody else's answer will do.
  const present = Number(
    await untilAborted(async (args) => wallet.provider.request(args), signal)({ method: 'eth_chainId' }),
  );
  if (present !== chainId) {
    throw new StakingError('CHAIN_INCONSISTENT', { kind: 'chain-changed', chainId: present });
  }
  return result;
}
