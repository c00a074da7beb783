import { isMethodName, methods, parseParams, type MethodName, type Methods } from '@pooled-staking/api';
import type { Wallet } from '../wallet/wallet';
import { claim } from './claim';
import { toSnapError, UnknownMethodError } from './errors';
import { getPools } from './get-pools';
import { getPosition } from './get-position';
import { parseOrigin } from './origin';
import { stake } from './stake';
import { unstake } from './unstake';
import { viewRewards } from './view-rewards';

type Handlers = {
  readonly [Name in MethodName]: (
    wallet: Wallet,
    params: Methods[Name]['params'],
    origin: string,
  ) => Promise<Methods[Name]['result']>;
};

const handlers: Handlers = { getPools, getPosition, viewRewards, stake, unstake, claim };

async function run<Name extends MethodName>(
  wallet: Wallet,
  name: Name,
  params: unknown,
  origin: string,
): Promise<Methods[Name]['result']> {
  return handlers[name](wallet, parseParams(name, params), origin);
}

/**
 * Answers a dapp: who asks, which method, its params against the schema, then the method itself.
 * @throws SnapError, always: see {@link toSnapError}.
 */
export async function handleRequest(
  wallet: Wallet,
  caller: string,
  { method, params }: { readonly method: string; readonly params?: unknown },
): Promise<Methods[MethodName]['result']> {
  try {
    const origin = parseOrigin(caller);
    if (!isMethodName(method)) {
      const known = Object.keys(methods).join(', ');
      throw new UnknownMethodError(`There is no method "${method.slice(0, 60)}". Use one of ${known}.`);
    }
    return await run(wallet, method, params, origin);
  } catch (error) {
    throw toSnapError(error);
  }
}
