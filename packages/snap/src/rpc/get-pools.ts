import { InvalidFieldError, type GetPoolsParams, type GetPoolsResult, type PoolInfo } from '@pooled-staking/api';
import {
  formatRate,
  getAddress,
  isStakingError,
  networkByCaip2,
  networks,
  plainBlock,
  protocolOf,
  type Network,
  type Pool,
} from '@pooled-staking/core';
import { rememberEscrow } from '../insight/escrows';
import { UnknownNetworkError } from '../wallet/provider';
import type { Wallet } from '../wallet/wallet';
import { toWireApr } from './apr';
import { messageOf } from './errors';
import { inPool } from './pool-context';

/** One basis point as a rate with 18 decimals. */
const basisPoint = 10n ** 14n;

async function readPoolInfo(
  wallet: Wallet,
  network: Network,
  pool: Pool,
  minBlock: number | undefined,
  origin: string,
): Promise<PoolInfo> {
  return inPool(wallet, { network, pool }, { urgency: 'read', origin }, async (context) => {
    const protocol = protocolOf(pool);
    const { state, apr, exitTerms, escrows, troubles = [] } = await protocol.readPool(context, minBlock);
    for (const escrow of escrows) {
      rememberEscrow(network, escrow);
    }
    return {
      id: pool.id,
      chainId: `eip155:${network.chainId}`,
      name: pool.name,
      protocol: protocol.name,
      asset: pool.asset.symbol,
      status: state.status,
      apr: apr.map(toWireApr),
      fee: formatRate(BigInt(state.feeBps) * basisPoint),
      totals: { assets: state.totalAssets.toString(), shares: state.totalShares.toString() },
      capacityLeft: state.capacityLeft === null ? 'unlimited' : state.capacityLeft.toString(),
      exitTerms: {
        claimDelaySeconds: exitTerms.claimDelay.seconds,
        claimDelayBasis: exitTerms.claimDelay.basis,
        queuedAssets: exitTerms.queuedAssets.toString(),
        freeAssets: exitTerms.freeAssets.toString(),
      },
      troubles: troubles.map(({ kind }) => kind),
      contract: {
        address: pool.address,
        version: state.version,
        implementation: state.implementation && getAddress(state.implementation),
      },
      asOf: plainBlock(state.block),
    };
  });
}

async function readPools(
  wallet: Wallet,
  network: Network,
  minBlock: number | undefined,
  origin: string,
): Promise<PoolInfo[]> {
  const infos: PoolInfo[] = [];
  for (const pool of network.pools) {
    infos.push(await readPoolInfo(wallet, network, pool, minBlock, origin));
  }
  return infos;
}

/** The pools of one network, or of all that the wallet can reach; the others are named with the reason. */
export async function getPools(
  wallet: Wallet,
  { chainId, minBlock }: GetPoolsParams,
  origin: string,
): Promise<GetPoolsResult> {
  if (chainId !== undefined) {
    return { pools: await readPools(wallet, networkByCaip2(chainId), minBlock, origin), unavailable: [] };
  }
  if (minBlock !== undefined) {
    throw new InvalidFieldError('minBlock', 'is a block of one chain; name the chain in chainId');
  }
  const result: GetPoolsResult = { pools: [], unavailable: [] };
  for (const network of networks) {
    try {
      result.pools.push(...(await readPools(wallet, network, undefined, origin)));
    } catch (error) {
      if (!(error instanceof UnknownNetworkError) && !isStakingError(error)) {
        throw error;
      }
      result.unavailable.push({ chainId: `eip155:${network.chainId}`, reason: messageOf(error) });
    }
  }
  return result;
}
