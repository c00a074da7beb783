import { InvalidFieldError, type GetPoolsParams, type GetPoolsResult, type PoolInfo } from '@pooled-staking/api';
import {
  getAddress,
  isStakingError,
  networkByCaip2,
  networks,
  plainPool,
  plainTrouble,
  poolById,
  protocolOf,
  type Network,
  type Pool,
  type StakingError,
} from '@pooled-staking/core';
import { rememberEscrow } from '../insight/escrows';
import { UnknownNetworkError } from '../wallet/provider';
import type { Wallet } from '../wallet/wallet';
import { readBackingTroubles, withBacking } from './backing';
import { messageOf } from './errors';
import { inPool } from './pool-context';
import { readProducer } from './producer';

async function readPoolInfo(
  wallet: Wallet,
  network: Network,
  pool: Pool,
  minBlock: number | undefined,
  origin: string,
): Promise<PoolInfo> {
  const protocol = protocolOf(pool);
  const view = await inPool(wallet, { network, pool }, { urgency: 'read', origin }, async (context) =>
    protocol.readPool(context, minBlock),
  );
  for (const escrow of view.escrows) {
    rememberEscrow(network, escrow);
  }
  const info = plainPool({ network, pool }, protocol.name, view);
  // Behind what the pool's own chain tells: each takes a turn on another one.
  const backing = await readBackingTroubles(wallet, { network, pool });
  const producer = await readProducer(wallet, { network, pool }, view.state);
  return {
    ...info,
    troubles: withBacking(info.troubles, backing.map(plainTrouble)),
    producer: producer && { ...producer, address: getAddress(producer.address) },
  };
}

/** Reads a network's pools; one that cannot be read keeps no other from being told. @throws the reason where none can be. */
async function readPools(
  wallet: Wallet,
  network: Network,
  minBlock: number | undefined,
  origin: string,
): Promise<GetPoolsResult> {
  const result: GetPoolsResult = { pools: [], unavailable: [] };
  let reason: StakingError | undefined;
  for (const pool of network.pools) {
    try {
      result.pools.push(await readPoolInfo(wallet, network, pool, minBlock, origin));
    } catch (error) {
      if (!isStakingError(error)) {
        throw error;
      }
      reason ??= error;
      result.unavailable.push({ chainId: `eip155:${network.chainId}`, pool: pool.id, reason: messageOf(error) });
    }
  }
  if (result.pools.length === 0 && reason) {
    throw reason;
  }
  return result;
}

/** One pool, the pools of one network, or those of all that the wallet can reach; the others are named with the reason. */
export async function getPools(
  wallet: Wallet,
  { chainId, pool: id, minBlock }: GetPoolsParams,
  origin: string,
): Promise<GetPoolsResult> {
  if (id !== undefined) {
    const { network, pool } = poolById(id);
    if (chainId !== undefined && chainId !== `eip155:${network.chainId}`) {
      throw new InvalidFieldError('pool', 'is on another chain than chainId; name one of both');
    }
    return { pools: [await readPoolInfo(wallet, network, pool, minBlock, origin)], unavailable: [] };
  }
  if (chainId !== undefined) {
    return readPools(wallet, networkByCaip2(chainId), minBlock, origin);
  }
  if (minBlock !== undefined) {
    throw new InvalidFieldError('minBlock', 'is a block of one chain; name the chain in chainId, or a pool in pool');
  }
  const result: GetPoolsResult = { pools: [], unavailable: [] };
  for (const network of networks) {
    try {
      const { pools, unavailable } = await readPools(wallet, network, undefined, origin);
      result.pools.push(...pools);
      result.unavailable.push(...unavailable);
    } catch (error) {
      if (!(error instanceof UnknownNetworkError) && !isStakingError(error)) {
        throw error;
      }
      result.unavailable.push({ chainId: `eip155:${network.chainId}`, pool: null, reason: messageOf(error) });
    }
  }
  return result;
}
