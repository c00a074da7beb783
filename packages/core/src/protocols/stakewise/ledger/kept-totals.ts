import { readBlock } from '../../../chain/block';
import { isHex, isNatural, type Unknown } from '../../../chain/checks';
import { isStakingError } from '../../../errors';
import { storeKey, type PoolContext } from '../../../networks/context';
import type { Totals } from '../vault/share-maths';
import type { VaultState } from '../vault/state';
import type { Hex, Seconds } from '../../../units';

/** Totals that are kept for a pool: those of the newest blocks that were asked for, two a day for five years. */
const mostKept = 4_000;

/** After so long they are read anew: nothing proves them, as shares prove an account's logs, and nodes err. */
const longestKept: Seconds = 7 * 86_400;

type StoredTotals = {
  readonly version: 1;
  /** Time of the block at which the oldest of them were read. */
  readonly since: Seconds;
  /** A block above all of them: while it stands, they do. */
  readonly mark: { readonly number: number; readonly hash: Hex };
  /** Block, wei, shares. */
  readonly totals: readonly (readonly [number, string, string])[];
};

const amountPattern = /^\d{1,78}$/u;

function isRow(row: unknown): row is [number, string, string] {
  return (
    Array.isArray(row) &&
    row.length === 3 &&
    isNatural(row[0]) &&
    [row[1], row[2]].every((amount) => typeof amount === 'string' && amountPattern.test(amount))
  );
}

function parseStored(value: unknown): StoredTotals | undefined {
  const { version, since, mark, totals } = (value ?? {}) as NonNullable<Unknown<StoredTotals>>;
  const { number, hash } = (mark ?? {}) as NonNullable<Unknown<StoredTotals['mark']>>;
  const isStored =
    version === 1 &&
    isNatural(since) &&
    isNatural(number) &&
    isHex(hash) &&
    Array.isArray(totals) &&
    totals.every((row) => isRow(row) && row[0] <= number);
  return isStored ? (value as StoredTotals) : undefined;
}

/** Totals by block, and since when they are kept. */
export type KeptTotals = { readonly since: Seconds; readonly totals: Map<number, Totals> };

/**
 * A pool's totals at old blocks, as earlier reads found them; none without a store, where what it holds is damaged, or
 * where it is of another chain: the hash of one block above them is asked.
 * @throws StakingError CHAIN_UNAVAILABLE when the node fails.
 */
export async function readKeptTotals(context: PoolContext, { block }: VaultState): Promise<KeptTotals> {
  const nothing: KeptTotals = { since: block.timestamp, totals: new Map() };
  const kept = parseStored(await context.store?.read(storeKey(context, 'totals')).catch(() => undefined));
  if (!kept || kept.mark.number > block.number || block.timestamp - kept.since > longestKept) {
    return nothing;
  }
  try {
    const { hash } = await readBlock(context.request, kept.mark.number);
    if (hash !== kept.mark.hash) {
      return nothing;
    }
  } catch (error) {
    if (isStakingError(error, 'CHAIN_INCONSISTENT')) {
      return nothing;
    }
    throw error;
  }
  const totals = kept.totals.map(([number, totalAssets, totalShares]): [number, Totals] => [
    number,
    { totalAssets: BigInt(totalAssets), totalShares: BigInt(totalShares) },
  ]);
  return { since: kept.since, totals: new Map(totals) };
}

/** Keeps totals of blocks that no reorg reaches any more. A store that fails fails nothing. */
export async function keepTotals(
  context: PoolContext,
  state: VaultState,
  { since, totals }: KeptTotals,
): Promise<void> {
  const safe = state.block.number - context.network.reorgDepth;
  const rows = [...totals]
    .filter(([block]) => block <= safe)
    .sort(([a], [b]) => a - b)
    .slice(-mostKept);
  if (!context.store || rows.length === 0) {
    return;
  }
  try {
    const { number, hash } = await readBlock(context.request, safe);
    const value: StoredTotals = {
      version: 1,
      since,
      mark: { number, hash },
      totals: rows.map(([block, { totalAssets, totalShares }]) => [
        block,
        totalAssets.toString(),
        totalShares.toString(),
      ]),
    };
    await context.store.write(storeKey(context, 'totals'), value);
  } catch {
    // They are read again next time.
  }
}
