import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { isProofValid, parseRewardsFile, type Address, type HarvestParams, type Hex } from '@pooled-staking/core';

/** One vault in a rewards file; all amounts are cumulative, in wei. */
export type RewardsFileEntry = {
  readonly vault: string;
  /** What its validators have earned on the consensus layer. Signed. */
  readonly consensusReward: bigint;
  /** Of vaults that share an MEV escrow; 0 for a vault with an escrow of its own. */
  readonly lockedMevReward: bigint;
  readonly unlockedMevReward: bigint;
  readonly proof: readonly string[];
};

/** A report as the oracles publish it: what every vault has earned, with the proof of each. */
export type RewardsFile = { readonly root: string; readonly entries: readonly RewardsFileEntry[] };

// Made-up vaults, so that the pool is one of several and its proof is not empty.
const NEIGHBOURS = [
  '0x7A3bE0dD3F2aC2d4B6A3CfC9b5D0fC0A1c9E4f01',
  '0x2c51F1C6B0f4C8D7A90E6B3d1f8A7E5b4C3d2E02',
  '0xE8d4B7a6C5F3e2D1c0B9a8F7e6D5c4B3A2918003',
  '0x51bC3A9d8E7f6051423324150617283940a1B204',
  '0x9Ff0aB1c2D3e4F5061728394A5B6C7D8e9f0A105',
].map((address) => address.toLowerCase());
const GWEI = 1_000_000_000n;

/** What a leaf of the rewards tree says of a vault: its address, its cumulative reward, and the MEV that it may take. */
const leafTypes = ['address', 'int160', 'uint160'];

/**
 * Makes the report that gives `pool` a cumulative consensus reward. The pool keeps its MEV in an escrow of its own, so
 * the report says nothing of it. What the neighbours earn follows from `report`, a running number.
 *
 * @param consensusReward cumulative and signed, in wei.
 */
export function makeRewardsFile(pool: string, consensusReward: bigint, report: number): RewardsFile {
  const own = { vault: pool, consensusReward, lockedMevReward: 0n, unlockedMevReward: 0n };
  const others = NEIGHBOURS.map((vault, index) => {
    const step = BigInt(report * (index + 1));
    const sharesEscrow = index % 2 === 1;
    return {
      vault,
      consensusReward: step * 1_234_567n * GWEI,
      lockedMevReward: sharesEscrow ? step * 98_765n * GWEI : 0n,
      unlockedMevReward: sharesEscrow ? step * 45_678n * GWEI : 0n,
    };
  });
  const vaults = [...others.slice(0, 2), own, ...others.slice(2)];
  const tree = StandardMerkleTree.of(
    vaults.map(({ vault, consensusReward: consensus, lockedMevReward, unlockedMevReward }) => [
      vault,
      // The reward of a vault that shares an escrow holds its MEV too, the locked part included.
      consensus + lockedMevReward + unlockedMevReward,
      unlockedMevReward,
    ]),
    leafTypes,
  );
  return { root: tree.root, entries: vaults.map((vault, index) => ({ ...vault, proof: tree.getProof(index) })) };
}

/** The file as the oracles write it. Amounts are JSON integers that may exceed 2^53, so they are written digit by digit. */
export function serializeRewardsFile(file: RewardsFile): string {
  const vaults = file.entries.map(
    (entry) =>
      `{"vault":${JSON.stringify(entry.vault)},"consensus_reward":${entry.consensusReward},` +
      `"locked_mev_reward":${entry.lockedMevReward},"unlocked_mev_reward":${entry.unlockedMevReward},` +
      `"proof":${JSON.stringify(entry.proof)}}`,
  );
  return `{"vaults":[${vaults.join(',')}]}`;
}

/**
 * Takes a pool's harvest parameters out of a rewards file.
 *
 * @param text the file, with amounts as integers or as decimal strings.
 * @param root the root that the Keeper holds.
 * @throws Error when the file is malformed, does not name the pool, or its proof does not lead to the root.
 */
export function harvestParamsFromFile(text: string, pool: string, root: string): HarvestParams {
  const params = parseRewardsFile(text, pool as Address, root as Hex);
  if (!isProofValid(pool as Address, params)) {
    throw new Error(`the file does not prove the pool's reward against the root ${root}`);
  }
  return params;
}
