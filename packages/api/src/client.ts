import type { ErrorCode } from './errors';
import { errorCodes } from './errors';
import type { MethodName, Methods } from './methods/index';
import { parseResult } from './validation';

/** The wallet's EIP-1193 `request`. */
export type WalletRequest = (args: { method: string; params?: unknown }) => Promise<unknown>;

/** Calls the Snap's methods with typed params and checked results. */
export type StakingClient = {
  [Name in MethodName]: (params: Methods[Name]['params']) => Promise<Methods[Name]['result']>;
};

/** Invokes one method of an installed Snap; errors of the Snap come through as the wallet throws them. */
async function invoke<Name extends MethodName>(
  request: WalletRequest,
  snapId: string,
  name: Name,
  params: Methods[Name]['params'],
): Promise<Methods[Name]['result']> {
  const result = await request({
    method: 'wallet_invokeSnap',
    params: { snapId, request: { method: name, params } },
  });
  return parseResult(name, result);
}

/**
 * A typed client for a dapp: `createStakingClient(provider.request, 'npm:pooled-staking-snap').getPools({})`.
 * The Snap must be installed (`wallet_requestSnaps`) first.
 * @example
 * ```ts
 * import { createStakingClient } from '@pooled-staking/api';
 *
 * const staking = createStakingClient(async (args) => window.ethereum.request(args), 'npm:pooled-staking-snap');
 * const { pools } = await staking.getPools({ chainId: 'eip155:1' });
 * console.log(Array.isArray(pools)); // true
 * ```
 */
export function createStakingClient(request: WalletRequest, snapId: string): StakingClient {
  return {
    getPools: async (params) => invoke(request, snapId, 'getPools', params),
    getPosition: async (params) => invoke(request, snapId, 'getPosition', params),
    viewRewards: async (params) => invoke(request, snapId, 'viewRewards', params),
    stake: async (params) => invoke(request, snapId, 'stake', params),
    unstake: async (params) => invoke(request, snapId, 'unstake', params),
    claim: async (params) => invoke(request, snapId, 'claim', params),
    getProposals: async (params) => invoke(request, snapId, 'getProposals', params),
    vote: async (params) => invoke(request, snapId, 'vote', params),
  };
}

/**
 * The stable code of an error that the Snap threw, however the wallet wrapped it; `undefined` for another error.
 * @example
 * ```ts
 * import { errorCodeOf } from '@pooled-staking/api';
 *
 * const thrown = { code: -32603, data: { cause: { code: 'ACCOUNT_BLOCKED' } } };
 * console.log(errorCodeOf(thrown)); // ACCOUNT_BLOCKED
 * ```
 */
export function errorCodeOf(error: unknown): ErrorCode | undefined {
  for (let layer: unknown = error, depth = 0; typeof layer === 'object' && layer !== null && depth < 5; depth += 1) {
    const { data, code } = layer as { data?: unknown; code?: unknown };
    if (typeof code === 'string' && Object.hasOwn(errorCodes, code)) {
      return code as ErrorCode;
    }
    layer = data ?? (layer as { cause?: unknown }).cause;
  }
  return undefined;
}
