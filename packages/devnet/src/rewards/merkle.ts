import { AbiCoder, concat, keccak256 } from 'ethers';

import { defined } from '../defined';

/** What one vault has earned by one report; both amounts are cumulative, in wei. */
export type VaultReward = {
  readonly vault: string;
  /** Signed: penalties make it smaller. */
  readonly reward: bigint;
  readonly unlockedMevReward: bigint;
};

/** A Merkle tree over leaf hashes. `proofs[i]` belongs to the i-th leaf that was given. */
export type MerkleTree = { readonly root: string; readonly proofs: readonly (readonly string[])[] };

/**
 * The leaf of a vault: keccak(keccak(abi.encode(address vault, int160 reward, uint160 unlockedMevReward))). Hashed
 * twice so that no leaf can pass for an inner node.
 *
 * @throws Error when an amount does not fit its type.
 */
export function rewardLeaf({ vault, reward, unlockedMevReward }: VaultReward): string {
  const encoded = AbiCoder.defaultAbiCoder().encode(
    ['address', 'int160', 'uint160'],
    [vault, reward, unlockedMevReward],
  );
  return keccak256(keccak256(encoded));
}

/** An inner node: the hash of its children, the smaller one first, so that a proof needs no directions. */
function hashPair(left: string, right: string): string {
  return keccak256(left < right ? concat([left, right]) : concat([right, left]));
}

/**
 * Builds a tree as OpenZeppelin's standard Merkle tree is laid out: leaves in the order of their hashes at the end of
 * a complete binary tree, so the same leaves give the same root in any order.
 *
 * @throws Error without leaves.
 */
export function buildMerkleTree(leaves: readonly string[]): MerkleTree {
  if (leaves.length === 0) {
    throw new Error('A Merkle tree needs at least one leaf');
  }
  // Node i has the children 2i + 1 and 2i + 2; the smallest leaf comes last.
  const nodes = new Array<string>(2 * leaves.length - 1).fill('');
  const at = (index: number): string => defined(nodes[index]);
  const position = new Map<string, number>();
  [...leaves].sort().forEach((leaf, rank) => {
    nodes[nodes.length - 1 - rank] = leaf;
    position.set(leaf, nodes.length - 1 - rank);
  });
  for (let index = leaves.length - 2; index >= 0; index -= 1) {
    nodes[index] = hashPair(at(2 * index + 1), at(2 * index + 2));
  }
  const proofs = leaves.map((leaf) => {
    const proof: string[] = [];
    for (let index = defined(position.get(leaf)); index > 0; index = (index - 1) >> 1) {
      proof.push(at(index % 2 === 0 ? index - 1 : index + 1));
    }
    return proof;
  });
  return { root: at(0), proofs };
}
