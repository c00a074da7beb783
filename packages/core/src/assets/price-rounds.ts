import { mapBounded } from '../chain/bounded';
import { ContractAbi } from '../chain/contract-abi';
import { ReadBatch, type Answer } from '../chain/read-batch';
import type { PoolContext } from '../networks/context';
import type { Address, Seconds } from '../units';

const feedInterface = new ContractAbi([
  'function latestRoundData() returns (uint80,int256,uint256,uint256,uint80)',
  'function getRoundData(uint80) returns (uint80,int256,uint256,uint256,uint80)',
  'function decimals() returns (uint8)',
]);

/** One answer of a price feed. */
export type Round = { readonly id: bigint; readonly answer: bigint; readonly updatedAt: Seconds };

/** The newest answer, and how many decimals all of them have. */
export type LatestRound = Round & { readonly decimals: number };

function toRound(result: readonly unknown[]): Round {
  return { id: result[0] as bigint, answer: result[1] as bigint, updatedAt: Number(result[3]) };
}

/** Adds a round of a feed to a batch. */
export function addRound(batch: ReadBatch, feed: Address, id: bigint): Answer<Round> {
  return batch.add(feed, feedInterface, 'getRoundData', [id], toRound);
}

/** Adds a feed's newest round to a batch; `undefined` once read when the feed does not answer with a positive price. */
export function addLatestRound(batch: ReadBatch, feed: Address): () => LatestRound | undefined {
  const round = batch.add(feed, feedInterface, 'latestRoundData', [], toRound);
  const decimals = batch.add(feed, feedInterface, 'decimals', [], ([value]) => Number(value));
  return () => {
    const [latest, places] = [round.maybe(), decimals.maybe()];
    return latest && places !== undefined && latest.answer > 0n ? { ...latest, decimals: places } : undefined;
  };
}

/** A proxy's round ids hold the number of the aggregator above this bit, and the aggregator's own count from 1 below. */
const phaseBits = 64n;

/** No aggregator has had more rounds than this. */
const mostRounds = 2n ** 32n;

/** Rounds that one step of the search looks at between two: it narrows the range to a seventeenth. */
const probes = 16n;

/** Older aggregators that are searched when the present one does not reach back far enough. */
const mostPhases = 8n;

/** Calls in one read: nodes limit the gas of a call, and a round costs about 10,000. */
const callsAtATime = 400;

/** Reads of a step that run at a time. */
const parallelReads = 4;

/**
 * The search for the rounds of times that lie between the same two rounds, so that they are asked for once: `low` is
 * early enough for all of them, `highId` is too late for all of them or does not exist.
 */
type Search = {
  readonly times: readonly Seconds[];
  readonly low: Round | null;
  readonly lowId: bigint;
  readonly highId: bigint;
};

function probeIds({ lowId, highId }: Search): bigint[] {
  const between = highId - lowId - 1n;
  const count = between < probes ? between : probes;
  return Array.from(
    { length: Number(count) },
    (_, index) => lowId + ((between + 1n) * BigInt(index + 1)) / (count + 1n),
  );
}

/** Reads some rounds of a feed; one that does not exist is not in the result. */
async function readRounds(
  context: PoolContext,
  feed: Address,
  ids: readonly bigint[],
  block: number,
): Promise<Map<bigint, Round>> {
  const parts = Array.from({ length: Math.ceil(ids.length / callsAtATime) }, (_, index) =>
    ids.slice(index * callsAtATime, (index + 1) * callsAtATime),
  );
  const read = await mapBounded(parts, parallelReads, async (part) => {
    const batch = new ReadBatch(context.network.multicall3);
    const asked = part.map((id) => ({ id, round: addRound(batch, feed, id) }));
    await batch.run(context.request, block);
    return asked.flatMap(({ id, round }) => {
      const found = round.maybe();
      return found && found.updatedAt > 0 ? [[id, found] as const] : [];
    });
  });
  return new Map(read.flat());
}

/** What a search comes to once its probes are read: one search for each stretch between them that holds a time. */
function narrow(search: Search, rounds: ReadonlyMap<bigint, Round>): Search[] {
  const ids = probeIds(search);
  const parts = new Map<string, Search & { readonly times: Seconds[] }>();
  for (const time of search.times) {
    let [low, lowId, highId] = [search.low, search.lowId, search.highId];
    for (const id of ids) {
      const round = rounds.get(id);
      if (round && round.updatedAt <= time) {
        [low, lowId] = [round, id];
      } else {
        highId = id;
        break;
      }
    }
    const key = `${lowId}:${highId}`;
    const part = parts.get(key) ?? { low, lowId, highId, times: [] };
    part.times.push(time);
    parts.set(key, part);
  }
  return [...parts.values()];
}

/** Narrows a search down until each time has its round, or none is early enough. One step of reads at a time. */
async function runSearch(context: PoolContext, feed: Address, begin: Search, block: number): Promise<Search[]> {
  const isDone = ({ lowId, highId }: Search): boolean => highId - lowId <= 1n;
  const done: Search[] = [];
  for (let open = [begin]; open.length > 0;) {
    const rounds = await readRounds(context, feed, open.flatMap(probeIds), block);
    const narrowed = open.flatMap((search) => narrow(search, rounds));
    done.push(...narrowed.filter(isDone));
    open = narrowed.filter((search) => !isDone(search));
  }
  return done;
}

/**
 * The rounds of a feed that were in force at some times: the newest that is not later. All times are searched together,
 * so the reads are few; where the present aggregator is younger than a time, the ones before it are searched.
 */
export async function readRoundsAt(
  context: PoolContext,
  feed: Address,
  latest: Round,
  times: readonly Seconds[],
  block: number,
): Promise<Map<Seconds, Round>> {
  const found = new Map<Seconds, Round>();
  let missing = [...new Set(times)].filter((time) => {
    const isNow = time >= latest.updatedAt;
    if (isNow) {
      found.set(time, latest);
    }
    return !isNow;
  });
  const present = latest.id >> phaseBits;
  for (let phase = present; phase > 0n && phase > present - mostPhases && missing.length > 0; phase -= 1n) {
    const before = phase << phaseBits;
    const highId = phase === present ? latest.id : before + mostRounds;
    const searches = await runSearch(context, feed, { times: missing, low: null, lowId: before, highId }, block);
    for (const { times: settled, low } of searches) {
      if (low && low.answer > 0n) {
        settled.forEach((time) => found.set(time, low));
      }
    }
    missing = missing.filter((time) => !found.has(time));
  }
  return found;
}
