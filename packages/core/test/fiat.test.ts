import { describe, expect, it } from '@jest/globals';
import { AbiCoder, Interface } from 'ethers';
import type { Block } from '../src/chain/block';
import type { Request } from '../src/chain/request';
import { ethereum } from '../src/networks/ethereum';
import type { PoolContext } from '../src/networks/context';
import { fromFiatCents, readFiatPricesAt, toFiatCents, type FiatPrice } from '../src/assets/fiat';
import { memoryStore, type MemoryStore } from './memory-store';

const multicall = new Interface([
  'function aggregate3((address target, bool allowFailure, bytes callData)[] calls) view returns ((bool success, bytes returnData)[])',
]);
const feed = new Interface([
  'function latestRoundData() view returns (uint80, int256, uint256, uint256, uint80)',
  'function getRoundData(uint80 roundId) view returns (uint80, int256, uint256, uint256, uint80)',
  'function decimals() view returns (uint8)',
]);

type Round = { id: bigint; answer: bigint; time: number };
type Feeds = Record<string, Round[]>;

/** A node with feeds, by the base of their pair; counts its requests, and the calls in each. */
function feedNode(feeds: Feeds): {
  context: PoolContext;
  requests: () => number;
  calls: readonly number[];
} {
  let requests = 0;
  const counted: number[] = [];
  const byId = new Map(Object.values(feeds).map((rounds) => [rounds, new Map(rounds.map((each) => [each.id, each]))]));
  const roundsOf = (target: string): Round[] => {
    const known = ethereum.priceFeeds.find(({ address }) => address.toLowerCase() === target.toLowerCase());
    return feeds[known?.base ?? ''] ?? [];
  };
  const answer = (target: string, data: string): { success: boolean; returnData: string } => {
    const rounds = roundsOf(target);
    const call = feed.parseTransaction({ data });
    if (call?.name === 'decimals') {
      return { success: rounds.length > 0, returnData: feed.encodeFunctionResult('decimals', [8]) };
    }
    const id = call?.name === 'latestRoundData' ? rounds.at(-1)?.id : (call?.args[0] as bigint);
    const round = byId.get(rounds)?.get(id ?? -1n);
    return round
      ? {
          success: true,
          returnData: AbiCoder.defaultAbiCoder().encode(
            ['uint80', 'int256', 'uint256', 'uint256', 'uint80'],
            [round.id, round.answer, round.time, round.time, round.id],
          ),
        }
      : { success: false, returnData: '0x' };
  };
  const request: Request = async ({ method, params }) => {
    expect(method).toBe('eth_call');
    requests += 1;
    const [{ data }] = params as [{ data: string }];
    const [calls] = multicall.decodeFunctionData('aggregate3', data) as unknown as [
      { target: string; callData: string }[],
    ];
    counted.push(calls.length);
    const results = calls.map(({ target, callData }) => answer(target, callData));
    return Promise.resolve(
      multicall.encodeFunctionResult('aggregate3', [results.map(({ success, returnData }) => [success, returnData])]),
    );
  };
  const [pool] = ethereum.pools;
  if (!pool) {
    throw new Error('no pool');
  }
  const fetchText = async (): Promise<string> => Promise.reject(new Error('no files here'));
  return {
    context: { request, network: ethereum, pool, fetchText, rewardsGateways: [] },
    requests: () => requests,
    calls: counted,
  };
}

/** Hourly rounds of one aggregator whose price is the number of the round in dollars. */
function hourly(phase: bigint, count: number, start: number): Round[] {
  return Array.from({ length: count }, (_, index) => ({
    id: (phase << 64n) + BigInt(index + 1),
    answer: BigInt(index + 1) * 10n ** 8n,
    time: start + index * 3_600,
  }));
}

const start = 1_700_000_000;
const block = { number: 1, hash: `0x${'1'.repeat(64)}`, timestamp: start + 20_000 * 3_600 } as const;

describe('readFiatPricesAt', () => {
  it('takes the newest round that is not later than each time, in few reads', async () => {
    const { context, requests } = feedNode({ ETH: hourly(3n, 20_000, start) });
    const times = [start, start + 1, start + 3_599, start + 3_600, start + 12_345 * 3_600 + 7, start + 10 ** 9];
    const prices = await readFiatPricesAt(context, block, 'usd', times);
    const dollars = times.map((time) => Number((prices.get(time)?.price ?? 0n) / 10n ** 18n));
    expect(dollars).toEqual([1, 1, 1, 2, 12_346, 20_000]);
    expect(prices.get(start + 3_599)?.updatedAt).toBe(start);
    expect(requests()).toBeLessThanOrEqual(6);
  });

  it('asks for the rounds around many times once, and for a few hundred at a time', async () => {
    const { context, calls } = feedNode({ ETH: hourly(3n, 20_000, start) });
    const times = Array.from({ length: 100 }, (_, index) => start + index * 43_260 + 17);
    const prices = await readFiatPricesAt(context, block, 'USD', times);
    for (const time of times) {
      const hour = Math.floor((time - start) / 3_600);
      expect({ time, price: prices.get(time)?.price }).toEqual({ time, price: BigInt(hour + 1) * 10n ** 18n });
    }
    expect(Math.max(...calls)).toBeLessThanOrEqual(400);
    expect(calls.reduce((sum, count) => sum + count, 0)).toBeLessThan(1_000);
  });

  it('looks into older aggregators, and gives no price for a time before all of them', async () => {
    const old = hourly(1n, 100, start);
    const young = hourly(3n, 100, start + 1_000 * 3_600);
    const { context } = feedNode({ ETH: [...old, ...young] });
    const [before, inOld, between] = [start - 1, start + 50 * 3_600, start + 500 * 3_600];
    const prices = await readFiatPricesAt(context, block, 'USD', [before, inOld, between]);
    expect(prices.has(before)).toBe(false);
    expect((prices.get(inOld)?.price ?? 0n) / 10n ** 18n).toBe(51n);
    expect((prices.get(between)?.price ?? 0n) / 10n ** 18n).toBe(100n);
  });

  it('divides by the currency, and has no price in one without a feed', async () => {
    const { context } = feedNode({
      ETH: hourly(1n, 10, start),
      EUR: [{ id: (1n << 64n) + 1n, answer: 125_000_000n, time: start }],
    });
    const prices = await readFiatPricesAt(context, block, 'EUR', [start + 9 * 3_600]);
    const price = prices.get(start + 9 * 3_600);
    expect(price).toMatchObject({ currency: 'EUR', price: 8n * 10n ** 18n });
    expect(price && toFiatCents(15n * 10n ** 17n, price)).toBe(1_200n);
    expect((await readFiatPricesAt(context, block, 'CHF', [start])).size).toBe(0);
  });

  it('has no price where a feed answers with nothing or with 0', async () => {
    expect((await readFiatPricesAt(feedNode({}).context, block, 'USD', [start])).size).toBe(0);
    const zero = feedNode({ ETH: [{ id: (1n << 64n) + 1n, answer: 0n, time: start }] });
    expect((await readFiatPricesAt(zero.context, block, 'USD', [start])).size).toBe(0);
  });
});

describe('rounds that were found', () => {
  const rounds = hourly(3n, 20_000, start);
  const times = [start + 5, start + 7_777 * 3_600, block.timestamp - 900, block.timestamp - 700, block.timestamp];
  const key = `${ethereum.chainId}:${ethereum.pools[0]?.address}:prices:${
    ethereum.priceFeeds.find(({ base }) => base === 'ETH')?.address
  }`.toLowerCase();

  /** Reads with a store through a node with some rounds. */
  async function readKept(
    store: MemoryStore,
    { feeds = { ETH: rounds }, at = block, asked = times }: { feeds?: Feeds; at?: Block; asked?: number[] } = {},
  ): Promise<{ prices: Map<number, FiatPrice>; requests: number }> {
    const { context, requests } = feedNode(feeds);
    const prices = await readFiatPricesAt({ ...context, store }, at, 'USD', asked);
    return { prices, requests: requests() };
  }

  it('are searched for once where there is a store, but for those that a reorg may change', async () => {
    const store = memoryStore();
    const plain = await readFiatPricesAt(feedNode({ ETH: rounds }).context, block, 'USD', times);
    expect(plain.size).toBe(times.length);
    const first = await readKept(store);
    expect(first.prices).toEqual(plain);
    expect(first.requests).toBeGreaterThan(2);
    const stored = JSON.parse(store.values.get(key) ?? '') as { rounds: [number][] };
    expect(stored.rounds.map(([time]) => time)).toEqual(times.slice(0, 3));

    const settled = await readKept(store, { asked: times.slice(0, 3) });
    expect(settled.prices).toEqual(new Map([...plain].slice(0, 3)));
    expect(settled.requests).toBe(1);
    // Nothing is written where nothing new can be kept.
    let writes = 0;
    const counting = {
      ...store,
      write: async (): Promise<void> => {
        writes += 1;
        return Promise.resolve();
      },
    };
    expect((await readKept(counting)).prices).toEqual(plain);
    expect(writes).toBe(0);

    // A day later all of them are settled, and one more is asked for.
    const later = { ...block, number: 7_201, timestamp: block.timestamp + 86_400 };
    const asked = [...times, start + 99 * 3_600];
    const second = await readKept(store, { at: later, asked });
    expect(second.prices).toEqual(await readFiatPricesAt(feedNode({ ETH: rounds }).context, later, 'USD', asked));
    expect(await readKept(store, { at: later, asked })).toEqual({ prices: second.prices, requests: 1 });
  });

  it('serve every currency', async () => {
    const store = memoryStore();
    const feeds = { ETH: rounds, EUR: hourly(1n, 20_000, start) };
    await readKept(store, { feeds });
    const { context, requests } = feedNode(feeds);
    const prices = await readFiatPricesAt({ ...context, store }, block, 'EUR', times.slice(0, 3));
    // Both feeds count up by a dollar an hour.
    expect([...prices.values()].map(({ price }) => price)).toEqual(Array(3).fill(10n ** 18n));
    await readFiatPricesAt({ ...context, store }, block, 'EUR', times.slice(0, 3));
    const both = requests();
    await readKept(store, { feeds, asked: times.slice(0, 3) });
    expect(requests()).toBe(both);
    expect([...store.values.keys()].filter((each) => each.includes(':prices:'))).toHaveLength(2);
  });

  it('count for nothing on another chain, after a week, or when they are damaged', async () => {
    const dearer = rounds.map((round) => ({ ...round, answer: 2n * round.answer }));
    const spoil = async (change: (kept: { since: number; rounds: unknown[][] }) => unknown): Promise<MemoryStore> => {
      const store = memoryStore();
      await readKept(store);
      const kept = JSON.parse(store.values.get(key) ?? '') as { since: number; rounds: unknown[][] };
      store.values.set(key, JSON.stringify(change(kept)));
      return store;
    };
    const plain = await readFiatPricesAt(feedNode({ ETH: dearer }).context, block, 'USD', times);
    expect((await readKept(await spoil((kept) => kept), { feeds: { ETH: dearer } })).prices).toEqual(plain);

    const expected = await readFiatPricesAt(feedNode({ ETH: rounds }).context, block, 'USD', times);
    const cheap = (row: unknown[]): unknown[] => [row[0], row[1], '1', row[3]];
    const changes: ((kept: { since: number; rounds: unknown[][] }) => unknown)[] = [
      () => 'nonsense',
      (kept) => ({ ...kept, version: 2, rounds: kept.rounds.map(cheap) }),
      (kept) => ({
        ...kept,
        since: kept.since - 8 * 86_400,
        rounds: kept.rounds.map((row, index) => (index ? row : cheap(row))),
      }),
      (kept) => ({ ...kept, rounds: kept.rounds.map(cheap) }),
      (kept) => ({ ...kept, rounds: [...kept.rounds, [1, '2', 'x', 1]] }),
      (kept) => ({ ...kept, rounds: [[times[0], '1', '0', 1], ...kept.rounds.slice(1)] }),
      (kept) => ({ ...kept, rounds: [[times[0], '1', '1', (times[0] ?? 0) + 1], ...kept.rounds.slice(1)] }),
    ];
    for (const change of changes) {
      expect((await readKept(await spoil(change))).prices).toEqual(expected);
    }
  });

  it('do without a store that fails', async () => {
    const store = {
      read: async () => Promise.reject(new Error('locked')),
      write: async () => Promise.reject(new Error('full')),
    };
    const { context } = feedNode({ ETH: rounds });
    expect((await readFiatPricesAt({ ...context, store }, block, 'USD', times)).size).toBe(times.length);
  });
});

describe('what money buys', () => {
  const prices = [1n, 3n, 10n ** 18n, 1_893_127_654_321_098_765_432n, 10n ** 30n];

  it.each(prices)('is rounded down, and a wei more would cost more: at %s', (price) => {
    const at = { currency: 'USD', price, updatedAt: 0 };
    for (const cents of [1n, 99n, 100n, 123_456n, 10n ** 12n]) {
      const bought = fromFiatCents(cents, at);
      expect(bought * price).toBeLessThanOrEqual(cents * 10n ** 34n);
      expect((bought + 1n) * price).toBeGreaterThan(cents * 10n ** 34n);
      expect(toFiatCents(bought, at)).toBeLessThanOrEqual(cents);
    }
  });

  it('is one unit at its price', () => {
    expect(fromFiatCents(200_000n, { currency: 'USD', price: 2000n * 10n ** 18n, updatedAt: 0 })).toBe(10n ** 18n);
  });

  it('is nothing that can be told where the price is 0', () => {
    expect(() => fromFiatCents(1n, { currency: 'USD', price: 0n, updatedAt: 0 })).toThrow(RangeError);
  });
});
