import { isStakingError, type PoolOnNetwork, type Request } from '@pooled-staking/core';
import { readChainSide } from './chain-side';
import { emptyPool } from './pool-ledger';
import { reconcile, type Reconciliation } from './reconcile';
import type { Report } from './report';
import type { FaultRow, PoolRow } from './rows';
import type { BookSums } from './sums';

/** Asks running books: a path, answered with JSON. */
export type AskBooks = (path: string) => Promise<unknown>;

/** @throws Error when the books are those of another chain: nothing of the two would be equal. */
async function checkChain(ask: AskBooks, { network }: PoolOnNetwork): Promise<void> {
  const { pool } = (await ask('/status')) as { readonly pool?: { readonly id?: unknown } };
  if (pool?.id !== network.chainId) {
    const other = `The node is on ${network.name} (${network.chainId}), the books are those of chain ${String(pool?.id)}.`;
    throw new Error(`${other} Give --rpc a node of that chain, or --books the books of this one.`);
  }
}

/** The numbers and amounts of an answer, as they were written. */
function revive<Shape extends object>(value: unknown, shape: Shape): Shape {
  const given = (value ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(shape).map(([name, kind]) => {
      const found = given[name];
      if (typeof kind === 'bigint' && typeof found === 'string' && /^-?\d+$/u.test(found)) {
        return [name, BigInt(found)];
      }
      if (found === null || typeof found === typeof kind) {
        return [name, found];
      }
      throw new Error(`The books answered without "${name}". Are they of this version?`);
    }),
  ) as Shape;
}

const amounts = { heldShares: 0n, leftShares: 0n, exitedAssets: 0n, staked: 0n, paidOut: 0n, rewards: 0n };

function toSums(value: unknown): BookSums {
  const given = value as { readonly pool?: unknown } | null;
  const pool: PoolRow = revive(given?.pool, { ...emptyPool, firstFault: 0 });
  return { ...revive(value, { block: 0, members: 0, openExits: 0, ...amounts }), pool };
}

/**
 * Holds running books against the chain, with what they say and what the node says read side by side; where something does
 * not add up, halves the blocks with events until it is known at which it began, as far as the node keeps old state.
 * @param block the newest of the books without it.
 * @throws StakingError CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT; Error for books of another chain; what asking the books throws.
 */
export async function verify(
  ask: AskBooks,
  request: Request,
  place: PoolOnNetwork,
  block: number | null,
): Promise<Report> {
  const at = async (number: number | null): Promise<Reconciliation> => {
    const sums = toSums(await ask(number === null ? '/sums' : `/sums?block=${number}`));
    return reconcile(sums, await readChainSide(request, place, sums.block));
  };
  await checkChain(ask, place);
  const found = await at(block);
  const { items: faults } = (await ask('/faults?limit=20')) as { items: FaultRow[] };
  const about = { network: place.network.name, pool: place.pool.name };
  if (found.isRight) {
    return { ...found, ...about, firstWrong: null, faults };
  }
  // What is wrong stays wrong: totals are sums.
  let [right, wrong] = [place.pool.deployBlock - 1, found.block];
  try {
    while (wrong - right > 1) {
      const middle = Math.floor((right + wrong) / 2);
      if ((await at(middle)).isRight) {
        right = middle;
      } else {
        wrong = middle;
      }
    }
    return { ...found, ...about, firstWrong: wrong, faults };
  } catch (error) {
    if (isStakingError(error, 'CHAIN_UNAVAILABLE', 'CHAIN_INCONSISTENT')) {
      return { ...found, ...about, firstWrong: faults[0]?.blockNumber ?? null, faults };
    }
    throw error;
  }
}
