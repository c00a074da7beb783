import { StakingError } from '../errors';
import { isSameAddress, type Address } from '../units';
import { andromeda } from './andromeda';
import { ethereum } from './ethereum';
import { hoodi } from './hoodi';
import { local } from './local';
import { sepolia } from './sepolia';
import type { Network, Pool } from './types';

export type {
  MetisSequencerContracts,
  NameContracts,
  Network,
  Pool,
  PriceFeed,
  ProtocolContract,
  StakewiseContracts,
} from './types';

/** All networks with a pool, the one with real money first. */
export const networks: readonly Network[] = [ethereum, andromeda, hoodi, sepolia, local];

/** The pool that reads default to: the one on Ethereum. */
export const defaultPoolId: string = ethereum.pools[0]?.id ?? '';

/** A pool together with the network it lives on. */
export type PoolOnNetwork = { readonly network: Network; readonly pool: Pool };

/**
 * Finds a network by its chain id.
 * @throws StakingError UNSUPPORTED_CHAIN for a chain without a pool.
 */
export function networkByChainId(chainId: number): Network {
  const found = networks.find((network) => network.chainId === chainId);
  if (!found) {
    throw new StakingError('UNSUPPORTED_CHAIN', {
      kind: 'chain-without-pool',
      chainId,
      known: networks.map(({ name, chainId: id }) => ({ name, chainId: id })),
    });
  }
  return found;
}

/**
 * Finds a network by its CAIP-2 id, such as `eip155:1`.
 * @throws StakingError UNSUPPORTED_CHAIN for another namespace or a chain without a pool.
 */
export function networkByCaip2(caip2: string): Network {
  const match = /^eip155:(\d{1,15})$/u.exec(caip2);
  if (!match) {
    throw new StakingError('UNSUPPORTED_CHAIN', { kind: 'no-chain-id', given: caip2 });
  }
  return networkByChainId(Number(match[1]));
}

/**
 * Finds a pool by its CAIP-10 id, whatever the letter case of the address.
 * @throws StakingError UNSUPPORTED_CHAIN when the chain has no pool, UNKNOWN_POOL when the address is none of its pools.
 * @example
 * ```ts
 * import { poolById } from '@pooled-staking/core';
 *
 * const { network, pool } = poolById('eip155:31337:0x09654A0808Bc114B65deC441b28d08A1aCeACCeA');
 * console.log(network.name, pool.asset.symbol); // Local chain ETH
 * ```
 */
export function poolById(id: string): PoolOnNetwork {
  const [namespace, reference, address] = id.split(':');
  const network = networkByCaip2(`${namespace}:${reference}`);
  const pool = poolByAddress(network, address ?? '');
  if (!pool) {
    throw new StakingError('UNKNOWN_POOL', {
      kind: 'no-pool',
      id,
      network: { name: network.name },
      known: network.pools.map((each) => each.id),
    });
  }
  return { network, pool };
}

/** The pool of a network at an address, or `undefined`. */
export function poolByAddress(network: Network, address: string): Pool | undefined {
  return network.pools.find((pool) => isSameAddress(pool.address, address as Address));
}

/**
 * Every pool of every network.
 * @example
 * ```ts
 * import { allPools } from '@pooled-staking/core';
 *
 * const onEthereum = allPools().filter(({ network }) => network.chainId === 1);
 * console.log(onEthereum[0]?.pool.name); // MetaMask Pool
 * ```
 */
export function allPools(): readonly PoolOnNetwork[] {
  return networks.flatMap((network) => network.pools.map((pool) => ({ network, pool })));
}
