import { isMethodName, parseParams, paramStructs, type MethodName, type Methods } from '@pooled-staking/api';
import { allPools, type PoolOnNetwork } from '@pooled-staking/core';
import type { Wallet } from '../wallet/wallet';
import { claim } from './claim';
import { toSnapError, UnknownMethodError } from './errors';
import { getPools } from './get-pools';
import { getProposals } from './get-proposals';
import { getPosition } from './get-position';
import { createPageQueue } from './page-queue';
import { parseOrigin } from './origin';
import { stake } from './stake';
import { unstake } from './unstake';
import { viewRewards } from './view-rewards';
import { vote } from './vote';

type Handlers = {
  readonly [Name in MethodName]: (
    wallet: Wallet,
    params: Methods[Name]['params'],
    origin: string,
  ) => Promise<Methods[Name]['result']>;
};

const handlers: Handlers = { getPools, getPosition, viewRewards, stake, unstake, claim, getProposals, vote };

/** Methods that only read: the same question has the same answer, whoever asks. */
const reads: readonly MethodName[] = ['getPools', 'getPosition', 'viewRewards', 'getProposals'];

/** A question as text; the order of its fields does not matter. */
function keyOf(name: MethodName, params: object): string | null {
  return reads.includes(name) ? JSON.stringify([name, ...Object.entries(params).sort()]) : null;
}

/** The pool that a question names, whatever else is wrong with it. */
function poolAskedOf(params: unknown): PoolOnNetwork | undefined {
  const { pool } = (params ?? {}) as { readonly pool?: unknown };
  return typeof pool === 'string'
    ? allPools().find(({ pool: { id } }) => id.toLowerCase() === pool.toLowerCase())
    : undefined;
}

/** Answers a dapp. */
export type HandleRequest = (
  caller: string,
  request: { readonly method: string; readonly params?: unknown },
) => Promise<Methods[MethodName]['result']>;

/**
 * Answers dapps: who asks, which method, its params against the schema, whether it may wait with the others, then the
 * method itself. The function throws SnapError, always: see {@link toSnapError}.
 */
export function createHandleRequest(wallet: Wallet): HandleRequest {
  const queue = createPageQueue();
  const run = async <Name extends MethodName>(
    name: Name,
    given: unknown,
    origin: string,
  ): Promise<Methods[Name]['result']> => {
    const params = parseParams(name, given);
    return queue(origin, keyOf(name, params), async () => handlers[name](wallet, params, origin));
  };
  return async (caller, { method, params }) => {
    try {
      const origin = parseOrigin(caller);
      if (!isMethodName(method)) {
        const known = Object.keys(paramStructs).join(', ');
        throw new UnknownMethodError(`There is no method "${method.slice(0, 60)}". Use one of ${known}.`);
      }
      return await run(method, params, origin);
    } catch (error) {
      throw toSnapError(error, poolAskedOf(params));
    }
  };
}
