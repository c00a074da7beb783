import { mapBounded } from '../chain/bounded';
import { ContractAbi } from '../chain/contract-abi';
import { ReadBatch } from '../chain/read-batch';
import type { PoolContext } from '../pool/context';
import type { Address, Seconds, Wei } from '../units';
import type { Network } from '../networks/index';

const feedInterface = new ContractAbi([
  'function latestRoundData() returns (uint80,int256,uint256,uint256,uint80)',
  'function getRoundData(uint80) returns (uint80,int256,uint256,uint256,uint80)',
  'function decimals() returns (uint8)',
]);

/** The price of one ETH in a currency, from the chain's own price feed. */
export type FiatPrice = {
  /** ISO 4217, upper case. */
  readonly currency: string;
  /** Units of the currency per ETH, fixed point with 18 decimals. */
  readonly price: bigint;
  /** When the feed was last updated. */
  readonly updatedAt: Seconds;
};

const scale = 10n ** 18n;

/** One answer of a feed. */
type Round = { readonly id: bigint; readonly answer: bigint; readonly updatedAt: Seconds };

type LatestRound = Round & { readonly decimals: number };

/** How a currency is had from the feeds: ETH in USD, divided by the currency's own price in USD. */
type Route = { readonly eth: Address; readonly currency: Address | null };

/** The feeds to ask for a currency; `undefined` where the chain does not have them. */
function routeTo(network: Network, currency: string): Route | undefined {
  const feedOf = (base: string): Address | undefined =>
    network.priceFeeds.find((feed) => feed.base === base && feed.quote === 'USD')?.address;
  const eth = feedOf('ETH');
  const other = currency === 'USD' ? null : feedOf(currency);
  return eth === undefined || other === undefined ? undefined : { eth, currency: other };
}

/** True where the chain's feeds give the price of ETH in a currency. */
export function hasFiatPrice(network: Network, currency: string): boolean {
  return routeTo(network, currency.toUpperCase()) !== undefined;
}

function toRound(result: readonly unknown[]): Round {
  return { id: result[0] as bigint, answer: result[1] as bigint, updatedAt: Number(result[3]) };
}

/** Adds a feed's newest round to a batch; `undefined` once read when the feed does not answer with a positive price. */
function addLatest(batch: ReadBatch, feed: Address): () => LatestRound | undefined {
  const round = batch.add(feed, feedInterface, 'latestRoundData', [], toRound);
  const decimals = batch.add(feed, feedInterface, 'decimals', [], ([value]) => Number(value));
  return () => {
    const [latest, places] = [round.maybe(), decimals.maybe()];
    return latest && places !== undefined && latest.answer > 0n ? { ...latest, decimals: places } : undefined;
  };
}

type Priced = { readonly answer: bigint; readonly decimals: number; readonly updatedAt: Seconds };

function toScaled({ answer, decimals }: Priced): bigint {
  return (answer * scale) / 10n ** BigInt(decimals);
}

/** The price of ETH in a currency: from its own price in USD and the currency's; `null` when one of them lacks. */
function priceIn(currency: string, eth: Priced | undefined, other: Priced | null | undefined): FiatPrice | null {
  if (!eth || other === undefined) {
    return null;
  }
  return {
    currency,
    price: other === null ? toScaled(eth) : (toScaled(eth) * scale) / toScaled(other),
    updatedAt: other === null ? eth.updatedAt : Math.min(eth.updatedAt, other.updatedAt),
  };
}

/**
 * Adds the price of ETH in a currency to a batch. The result reads `null` where the chain has no feed for it: no price is
 * better than an invented one.
 */
export function addFiatPrice(batch: ReadBatch, network: Network, currency: string): () => FiatPrice | null {
  const code = currency.toUpperCase();
  const route = routeTo(network, code);
  const eth = route && addLatest(batch, route.eth);
  const other = route?.currency ? addLatest(batch, route.currency) : undefined;
  return () => (route ? priceIn(code, eth?.(), route.currency === null ? null : other?.()) : null);
}

/** What an amount of ETH is worth, in hundredths of the currency, rounded towards zero. */
export function toFiatCents(amount: Wei, { price }: FiatPrice): bigint {
  return (amount * price) / (scale * (scale / 100n));
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
    const asked = part.map((id) => ({ id, round: batch.add(feed, feedInterface, 'getRoundData', [id], toRound) }));
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
async function readRoundsAt(
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

/**
 * The price of ETH in a currency at some times, from the rounds of the chain's price feed; a time without a price is not
 * in the result. A handful of reads, however many times there are.
 * @throws StakingError CHAIN_UNAVAILABLE.
 */
export async function readFiatPricesAt(
  context: PoolContext,
  block: number,
  currency: string,
  times: readonly Seconds[],
): Promise<Map<Seconds, FiatPrice>> {
  const code = currency.toUpperCase();
  const route = routeTo(context.network, code);
  if (!route || times.length === 0) {
    return new Map();
  }
  const batch = new ReadBatch(context.network.multicall3);
  const eth = addLatest(batch, route.eth);
  const other = route.currency ? addLatest(batch, route.currency) : undefined;
  await batch.run(context.request, block);
  const roundsOf = async (feed: Address, latest: LatestRound | undefined): Promise<Map<Seconds, Priced>> => {
    const rounds = latest ? await readRoundsAt(context, feed, latest, times, block) : new Map<Seconds, Round>();
    const decimals = latest?.decimals ?? 0;
    return new Map([...rounds].map(([time, round]) => [time, { ...round, decimals }]));
  };
  const [ethRounds, otherRounds] = await Promise.all([
    roundsOf(route.eth, eth()),
    route.currency ? roundsOf(route.currency, other?.()) : null,
  ]);
  const prices = new Map<Seconds, FiatPrice>();
  for (const time of times) {
    const price = priceIn(code, ethRounds.get(time), otherRounds === null ? null : otherRounds.get(time));
    if (price) {
      prices.set(time, price);
    }
  }
  return prices;
}
