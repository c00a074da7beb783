import {
  defaultPoolId,
  poolById,
  type FetchText,
  type Network,
  type Pool,
  type PoolContext,
} from '@pooled-staking/core';
import { gatewaysOf } from '../wallet/settings';
import type { TurnOptions } from '../wallet/provider';
import type { Wallet } from '../wallet/wallet';

/** Runs reads of one pool in a turn on its chain. Files are fetched beside it: they need no chain, and others may have it. */
export async function inPool<Result>(
  wallet: Wallet,
  { network, pool }: { readonly network: Network; readonly pool: Pool },
  turn: TurnOptions,
  work: (context: PoolContext) => Promise<Result>,
): Promise<Result> {
  const rewardsGateways = gatewaysOf(network, await wallet.readSettings());
  return wallet.withChain(network, turn, async (request, beside) => {
    const fetchText: FetchText = async (url) => beside(async () => wallet.fetchText(url));
    return work({ request, network, pool, fetchText, rewardsGateways, store: wallet.store });
  });
}

/** The pool that a read is about; without an id the one on Ethereum. */
export function poolOrDefault(id: string | undefined): { readonly network: Network; readonly pool: Pool } {
  return poolById(id ?? defaultPoolId);
}
