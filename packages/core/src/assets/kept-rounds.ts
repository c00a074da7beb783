import type { Block } from '../chain/block';
import { isNatural, type Unknown } from '../chain/checks';
import type { ReadBatch } from '../chain/read-batch';
import { storeKey, type PoolContext } from '../networks/context';
import type { Address, Seconds } from '../units';
import { addRound, type Round } from './price-rounds';

/** Times whose rounds are kept for a feed: the newest that were asked for, those of two harvests a day for five years. */
const mostKept = 4_000;

/** After so long they are read anew: one of them is held against the chain at each read, not all. */
const longestKept: Seconds = 7 * 86_400;

type StoredRounds = {
  readonly version: 1;
  /** Time of the block at which the oldest of them were read. */
  readonly since: Seconds;
  /** Time asked for, id of the round that was in force, its answer, its time; the newest last. */
  readonly rounds: readonly (readonly [Seconds, string, string, Seconds])[];
};

const idPattern = /^\d{1,78}$/u;
const answerPattern = /^[1-9]\d{0,77}$/u;

function parseStored(value: unknown): StoredRounds | undefined {
  const { version, since, rounds } = (value ?? {}) as NonNullable<Unknown<StoredRounds>>;
  const isText = (text: unknown, pattern: RegExp): boolean => typeof text === 'string' && pattern.test(text);
  const isRow = (row: unknown): boolean =>
    Array.isArray(row) &&
    row.length === 4 &&
    isNatural(row[0]) &&
    isText(row[1], idPattern) &&
    isText(row[2], answerPattern) &&
    isNatural(row[3]) &&
    row[3] <= row[0];
  const isStored = version === 1 && isNatural(since) && Array.isArray(rounds) && rounds.every(isRow);
  return isStored ? (value as StoredRounds) : undefined;
}

const keyOf = (context: PoolContext, feed: Address): string => storeKey(context, 'prices', feed);

/** A feed's rounds by the times that they were in force at, and since when they are kept. */
export type KeptRounds = { readonly since: Seconds; readonly byTime: ReadonlyMap<Seconds, Round> };

/**
 * The rounds of a feed that earlier reads found, to be read with a batch: none without a store, or where what it holds is
 * damaged. A round never changes, so the newest of them, which the batch asks for, tells whether they are of this chain.
 */
export async function addKeptRounds(
  batch: ReadBatch,
  context: PoolContext,
  feed: Address,
  block: Block,
): Promise<() => KeptRounds> {
  const nothing: KeptRounds = { since: block.timestamp, byTime: new Map() };
  const kept = parseStored(await context.store?.read(keyOf(context, feed)).catch(() => undefined));
  const newest = kept?.rounds.at(-1);
  if (!kept || !newest || kept.since > block.timestamp || block.timestamp - kept.since > longestKept) {
    return () => nothing;
  }
  const rounds = kept.rounds.map(([time, id, answer, updatedAt]): [Seconds, Round] => [
    time,
    { id: BigInt(id), answer: BigInt(answer), updatedAt },
  ]);
  const [, id, answer, updatedAt] = newest;
  const proof = addRound(batch, feed, BigInt(id));
  return () => {
    const seen = proof.maybe();
    const isSame = seen?.answer === BigInt(answer) && seen.updatedAt === updatedAt;
    return isSame ? { since: kept.since, byTime: new Map(rounds) } : nothing;
  };
}

/**
 * Keeps rounds that were found beside those that were kept, where no reorg reaches their times any more. A store that
 * fails fails nothing.
 */
export async function keepRounds(
  context: PoolContext,
  feed: Address,
  block: Block,
  kept: KeptRounds,
  found: ReadonlyMap<Seconds, Round>,
): Promise<void> {
  const safe = block.timestamp - context.network.reorgDepth * context.network.blockSeconds;
  if (!context.store || ![...found.keys()].some((time) => time <= safe)) {
    return;
  }
  const rounds = [...kept.byTime, ...found]
    .filter(([time]) => time <= safe)
    .sort(([a], [b]) => a - b)
    .slice(-mostKept)
    .map(([time, { id, answer, updatedAt }]) => [time, id.toString(), answer.toString(), updatedAt] as const);
  await context.store
    .write(keyOf(context, feed), { version: 1, since: kept.since, rounds } satisfies StoredRounds)
    .catch(() => undefined);
}
