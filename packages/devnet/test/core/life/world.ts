import { stakewiseOn } from '@pooled-staking/core';
import type { HarvestParams } from '@pooled-staking/core';
import { toBeHex } from 'ethers';

import type { Books } from './books';
import { escrow, everybody, network, people, pool, type Person } from './people';
import { abi, balanceOf, type Header, type PoolChain, type Read } from './pool-chain';

/** What the contracts say at the newest block. */
export type World = {
  readonly block: Header;
  readonly version: number;
  readonly totalAssets: bigint;
  readonly totalShares: bigint;
  readonly queuedShares: bigint;
  readonly poolBalance: bigint;
  readonly escrowBalance: bigint;
  readonly shares: ReadonlyMap<Person, bigint>;
  readonly balances: ReadonlyMap<Person, bigint>;
  /** Index of the checkpoint that serves each open exit, -1 for none. */
  readonly indexes: ReadonlyMap<bigint, bigint>;
  /** Consensus rewards that the pool has taken in, in all. */
  readonly harvestedReward: bigint;
  readonly rewardsRoot: string;
  readonly previousRoot: string;
  readonly rewardsNonce: bigint;
  readonly lastReportAt: number;
  readonly canHarvest: boolean;
};

/** Reports by their root. */
export type Reports = Map<string, HarvestParams>;

const ofPool = (method: string, ...args: unknown[]): Read => ({ to: pool.address, abi: abi.v2, method, args });
const ofKeeper = (method: string, ...args: unknown[]): Read => ({
  to: stakewiseOn(network).keeper,
  abi: abi.keeper,
  method,
  args,
});

/** Reads the world. */
export async function readWorld(chain: PoolChain, { positions }: Books): Promise<World> {
  const tickets = [...positions.keys()];
  const reads: Read[] = [
    ofPool('version'),
    ofPool('totalAssets'),
    ofPool('totalShares'),
    { to: pool.address, abi: abi.v1, method: 'queuedShares' },
    ofPool('getExitQueueData'),
    balanceOf(pool.address),
    balanceOf(escrow),
    ofKeeper('rewards', pool.address),
    ofKeeper('rewardsRoot'),
    ofKeeper('prevRewardsRoot'),
    ofKeeper('rewardsNonce'),
    ofKeeper('lastRewardsTimestamp'),
    ofKeeper('canHarvest', pool.address),
    ...everybody.map((name) => ofPool('getShares', people[name])),
    ...everybody.map((name) => balanceOf(people[name])),
    ...tickets.map((ticket) => ofPool('getExitQueueIndex', ticket)),
  ];
  const [block, answers] = await Promise.all([chain.header(), chain.read(reads)]);
  const next = answers.map((answer) => answer?.[0]).values();
  const value = (): bigint => next.next().value ?? 0n;
  const hash = (): string => toBeHex(value(), 32);
  const each = <Key>(keys: readonly Key[]): Map<Key, bigint> => new Map(keys.map((key) => [key, value()]));
  // In the order of the reads.
  return {
    block,
    version: Number(value()),
    totalAssets: value(),
    totalShares: value(),
    // One of the two getters is there.
    queuedShares: value() + value(),
    poolBalance: value(),
    escrowBalance: value(),
    harvestedReward: BigInt.asIntN(256, value()),
    rewardsRoot: hash(),
    previousRoot: hash(),
    rewardsNonce: value(),
    lastReportAt: Number(value()),
    canHarvest: value() === 1n,
    shares: each(everybody),
    balances: each(everybody),
    indexes: new Map([...each(tickets)].map(([ticket, index]) => [ticket, BigInt.asIntN(256, index)])),
  };
}

/** What shares are worth in this world, rounded down. */
export function worth(shares: bigint, { totalAssets, totalShares }: World): bigint {
  return totalShares === 0n ? shares : (shares * totalAssets) / totalShares;
}
