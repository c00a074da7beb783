import type { AprWindow, PoolInfo } from '@pooled-staking/api';
import {
  formatRate,
  plainTrouble,
  protocolOf,
  toIsoTime,
  toIsoTimeOrNull,
  type PoolOnNetwork,
  type Request,
  type Store,
} from '@pooled-staking/core';
import { contextOverWallet } from './wallet-reads';

/**
 * A pool's facts read over the wallet's own provider, in the form in which the Snap gives them: for a wallet that has not
 * installed the Snap yet.
 * @throws StakingError CHAIN_UNAVAILABLE or CHAIN_INCONSISTENT.
 */
export async function readPoolFacts(request: Request, where: PoolOnNetwork, store: Store): Promise<PoolInfo> {
  const { network, pool } = where;
  const context = contextOverWallet(request, where, store);
  const protocol = protocolOf(pool);
  const { state, apr: windows, exitTerms, troubles = [] } = await protocol.readPool(context);
  const apr = windows.map((window): AprWindow => ({
    ...window,
    apr: window.apr === null ? null : formatRate(window.apr),
    from: toIsoTimeOrNull(window.from),
    to: toIsoTimeOrNull(window.to),
  }));
  return {
    id: pool.id,
    chainId: `eip155:${network.chainId}`,
    name: pool.name,
    protocol: protocol.name,
    asset: pool.asset.symbol,
    status: state.status,
    apr,
    fee: formatRate(BigInt(state.feeBps) * 10n ** 14n),
    totals: { assets: state.totalAssets.toString(), shares: state.totalShares.toString() },
    capacityLeft: state.capacityLeft?.toString() ?? 'unlimited',
    exitTerms: {
      claimDelaySeconds: exitTerms.claimDelay.seconds,
      claimDelayBasis: exitTerms.claimDelay.basis,
      way: exitTerms.way,
      queuedAssets: exitTerms.queuedAssets?.toString() ?? null,
      freeAssets: exitTerms.freeAssets.toString(),
    },
    troubles: troubles.map(plainTrouble),
    // A wallet reads on one chain at a time: the Snap tells.
    producer: null,
    contract: { address: pool.address, version: state.version, implementation: state.implementation },
    asOf: {
      blockNumber: state.block.number,
      blockHash: state.block.hash,
      timestamp: toIsoTime(state.block.timestamp),
    },
  };
}
