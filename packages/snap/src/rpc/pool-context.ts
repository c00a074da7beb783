import { defaultPoolId, poolById, type Network, type Pool, type PoolContext } from '@pooled-staking/core';
import { gatewaysOf } from '../wallet/state';
import type { Wallet } from '../wallet/wallet';

/** Runs reads of one pool in a turn on its chain. */
export async function inPool<Result>(
  wallet: Wallet,
  { network, pool }: { readonly network: Network; readonly pool: Pool },
  work: (context: PoolContext) => Promise<Result>,
): Promise<Result> {
  const rewardsGateways = gatewaysOf(network, await wallet.readState());
  return wallet.withChain(network, async (request) =>
    work({ request, network, pool, fetchText: wallet.fetchText, rewardsGateways, store: wallet.store }),
  );
}

/** The pool that a read is about; without an id the one on Ethereum. */
export function poolOrDefault(id: string | undefined): { readonly network: Network; readonly pool: Pool } {
  return poolById(id ?? defaultPoolId);
}
