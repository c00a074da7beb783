import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Block } from '../src/chain/block';
import { toTopic, type Log } from '../src/chain/logs';
import type { Request } from '../src/chain/request';
import type { Store } from '../src/chain/store';
import { StakingError } from '../src/errors';
import { networkByChainId } from '../src/networks/index';
import { vaultInterface } from '../src/protocols/stakewise/vault/abi';
import {
  claimDelayOf,
  findPaidExits,
  longestClaimDelay,
  longestKnownDelay,
  readClaimDelay,
  readKeptClaimDelay,
} from '../src/protocols/stakewise/exit-queue/claim-delay';
import type { PoolContext } from '../src/networks/context';
import type { Address, Hex } from '../src/units';
import { memoryStore } from './memory-store';

const network = networkByChainId(31_337);
const [pool] = network.pools;
if (!pool) {
  throw new Error('the local network has no pool');
}
const { address } = pool;
const person = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const code: Address = '0x00000000000000000000000000000000000000c1';
const newCode: Address = '0x00000000000000000000000000000000000000c2';
const hour = 3_600;
const day = 24 * hour;
const word = (value: bigint): string => value.toString(16).padStart(64, '0');

type Change = { readonly at: number } & (
  | { readonly asks: bigint; readonly shares: bigint }
  | { readonly claims: bigint; readonly leaves: bigint }
  | { readonly upgradesTo: Address }
);

/** Blocks of 12 seconds. */
const blockAt = (time: number): number => Math.ceil(time / 12);

function toLog(change: Change, logIndex: number): Log {
  const blockNumber = blockAt(change.at);
  const place: Omit<Log, 'topics' | 'data'> = {
    address,
    blockNumber,
    logIndex,
    transactionHash: `0x${word(BigInt(logIndex))}`,
    blockHash: `0x${word(BigInt(blockNumber))}`,
  };
  if ('asks' in change) {
    const topics = [vaultInterface.topic('ExitQueueEntered'), toTopic(person), toTopic(person)];
    return { ...place, topics, data: `0x${word(change.asks)}${word(change.shares)}` };
  }
  if ('claims' in change) {
    const topics = [vaultInterface.topic('ExitedAssetsClaimed'), toTopic(person)];
    return { ...place, topics, data: `0x${word(change.claims)}${word(change.leaves)}${word(1n)}` };
  }
  return { ...place, topics: [vaultInterface.topic('Upgraded'), toTopic(change.upgradesTo)], data: '0x' };
}

const toHex = (value: number): Hex => `0x${value.toString(16)}`;

/** A node with these logs, and a record of what it was asked. */
class Node {
  readonly asked: string[] = [];
  readonly ranges: [number, number][] = [];
  error: Error | undefined;

  constructor(
    readonly changes: readonly Change[],
    readonly givesTimes: boolean,
  ) {}

  readonly request: Request = async ({ method, params }) => {
    this.asked.push(method);
    if (this.error) {
      throw this.error;
    }
    if (method === 'eth_getBlockByNumber') {
      const [number] = params as [string];
      const hash = `0x${word(BigInt(number))}`;
      return Promise.resolve({ number, hash, timestamp: toHex(Number(number) * 12) });
    }
    const [{ fromBlock, toBlock, topics }] = params as [{ fromBlock: Hex; toBlock: Hex; topics: [Hex[]] }];
    this.ranges.push([Number(fromBlock), Number(toBlock)]);
    return Promise.resolve(
      this.changes
        .map(toLog)
        .filter((log) => log.blockNumber >= Number(fromBlock) && log.blockNumber <= Number(toBlock))
        .filter((log) => topics[0].includes(log.topics[0] ?? '0x'))
        .map((log) => ({
          ...log,
          blockNumber: toHex(log.blockNumber),
          logIndex: toHex(log.logIndex),
          ...(this.givesTimes ? { blockTimestamp: toHex(log.blockNumber * 12) } : {}),
        })),
    );
  };
}

const contextOf = ({ request }: Node, store?: Store): PoolContext => ({
  request,
  network,
  pool,
  fetchText: async () => Promise.reject(new Error('there are no files')),
  rewardsGateways: [],
  store,
});

const now = 1_000 * day;
const block = (time = now): Block => ({ number: blockAt(time), hash: `0x${word(1n)}`, timestamp: time });
const eth = 10n ** 18n;

/** A request, and a claim of all of it after a wait. */
const exit = (ticket: bigint, at: number, wait: number): Change[] => [
  { at, asks: ticket, shares: eth },
  { at: at + wait, claims: ticket, leaves: 0n },
];

describe('the waits in the logs of a vault', () => {
  const logsOf = (changes: readonly Change[]): Log[] => changes.map(toLog);

  it('join each claim to its request, through partial claims, ticket 0 among them', () => {
    const logs = logsOf([
      { at: 12, asks: 0n, shares: 10n },
      { at: 24, asks: 10n, shares: 5n },
      { at: 36, claims: 0n, leaves: 4n },
      { at: 48, claims: 4n, leaves: 7n },
      { at: 60, claims: 7n, leaves: 0n },
      { at: 72, claims: 99n, leaves: 0n },
    ]);
    const { paid, upgrade } = findPaidExits(logs);
    expect(paid.map(({ request, claim }) => [request.logIndex, claim.logIndex])).toEqual([
      [0, 2],
      [0, 3],
      [0, 4],
    ]);
    expect(upgrade).toBeUndefined();
  });

  it('leave out what came before the newest upgrade, in the same block too', () => {
    const logs = logsOf([
      { at: 12, asks: 0n, shares: 10n },
      { at: 24, claims: 0n, leaves: 4n },
      { at: 24, upgradesTo: code },
      { at: 24, claims: 4n, leaves: 7n },
      { at: 36, claims: 7n, leaves: 0n },
    ]);
    expect(findPaidExits(logs).paid.map(({ claim }) => claim.logIndex)).toEqual([3, 4]);
  });
});

describe('the claim delay', () => {
  it('is the shortest wait, and never more than the longest that is known', () => {
    expect(claimDelayOf([], 0)).toEqual(longestKnownDelay);
    expect(claimDelayOf([2 * day, day], 2)).toEqual({ seconds: day, basis: 'longest-known', claims: 2 });
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 3 * day }), { minLength: 1 }), (waits) => {
        const { seconds, basis } = claimDelayOf(waits, waits.length);
        expect(seconds).toBe(Math.min(longestClaimDelay, ...waits));
        expect(basis).toBe(seconds < longestClaimDelay ? 'observed' : 'longest-known');
      }),
    );
  });

  it('comes in one request where logs carry times', async () => {
    const node = new Node([...exit(1n, now - 2 * day, 16 * hour), ...exit(9n, now - 3 * day, 15 * hour)], true);
    const delay = await readClaimDelay(contextOf(node), block(), code);
    expect(delay).toEqual({ seconds: 15 * hour, basis: 'observed', claims: 2 });
    expect(node.asked).toEqual(['eth_getLogs']);
    expect(node.ranges).toEqual([[blockAt(now - 7 * day), blockAt(now)]]);
  });

  it('takes the headers of the soonest claims only, where logs carry none', async () => {
    const waits = [40, 15, 90, 23, 30, 17, 60];
    const changes = waits.flatMap((wait, index) => exit(BigInt(index), now - 6 * day + index * hour, wait * hour));
    const node = new Node(
      [...changes].sort((a, b) => a.at - b.at),
      false,
    );
    expect(await readClaimDelay(contextOf(node), block(), code)).toEqual({
      seconds: 15 * hour,
      basis: 'observed',
      claims: 7,
    });
    expect(node.asked.filter((method) => method === 'eth_getBlockByNumber').length).toBeLessThanOrEqual(6);
  });

  it('is what is known of every vault where no claim tells more, or no logs can be had', async () => {
    const slow = new Node(exit(1n, now - 6 * day, 2 * day), true);
    expect(await readClaimDelay(contextOf(slow), block(), code)).toEqual({ ...longestKnownDelay, claims: 1 });
    const failing = new Node([], true);
    failing.error = new StakingError('CHAIN_UNAVAILABLE', { kind: 'batch-refused' });
    expect(await readClaimDelay(contextOf(failing), block(), code)).toEqual(longestKnownDelay);
  });

  it('ends with the reason when it is cancelled, and with the failure of what it waits for', async () => {
    const node = new Node([], true);
    const reason = new Error('the person left');
    await expect(readClaimDelay(contextOf(node), block(), code, { signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
    await expect(readClaimDelay(contextOf(node), block(), Promise.reject(reason))).rejects.toBe(reason);
  });

  it('is remembered for a day, then read from where it was left', async () => {
    const store = memoryStore();
    const first = new Node(exit(1n, now - 3 * day, 16 * hour), true);
    const expected = { seconds: 16 * hour, basis: 'observed', claims: 1 } as const;
    expect(await readClaimDelay(contextOf(first, store), block(), code)).toEqual(expected);
    const later = now + day - 12;
    expect(await readClaimDelay(contextOf(first, store), block(later), Promise.resolve(code))).toEqual(expected);
    expect(first.asked).toHaveLength(1);

    // Only what is new counts, with requests of the two days before it.
    const second = new Node([...exit(1n, now - 3 * day, 16 * hour), ...exit(9n, now - 4 * hour, 20 * hour)], true);
    const next = now + 10 * day;
    const soon = now + day;
    expect(await readClaimDelay(contextOf(second, store), block(soon), code)).toEqual({ ...expected, claims: 2 });
    expect(second.ranges).toEqual([[blockAt(now - 2 * day), blockAt(soon)]]);
    const third = new Node([], true);
    expect(await readClaimDelay(contextOf(third, store), block(next), code)).toEqual({ ...expected, claims: 2 });
    expect(third.ranges).toEqual([[blockAt(next - 7 * day), blockAt(next)]]);
  });

  it('is read anew when the code changed, whether the upgrade is among the logs or not', async () => {
    const changes: Change[] = [
      ...exit(1n, now - 3 * day, 15 * hour),
      { at: now + hour, upgradesTo: newCode },
      ...exit(9n, now - 20 * hour, 23 * hour),
    ];
    for (const time of [now + 4 * hour, now + 3 * day]) {
      const store = memoryStore();
      await readClaimDelay(contextOf(new Node(changes, true), store), block(), code);
      const found = await readClaimDelay(contextOf(new Node(changes, true), store), block(time), newCode);
      expect(found).toEqual({ seconds: 23 * hour, basis: 'observed', claims: 1 });
    }
    const store = memoryStore();
    await readClaimDelay(contextOf(new Node(changes, true), store), block(), code);
    const found = await readClaimDelay(contextOf(new Node([], true), store), block(now + 30 * day), newCode);
    expect(found).toEqual(longestKnownDelay);
  });

  it('is had from the store alone, for the code that it was found for', async () => {
    const store = memoryStore();
    const context = contextOf(new Node(exit(1n, now - 3 * day, 16 * hour), true), store);
    expect((await readKeptClaimDelay(context, store, block()))(code)).toEqual(longestKnownDelay);
    const found = await readClaimDelay(context, block(), code);
    expect(found.seconds).toBe(16 * hour);
    const kept = await readKeptClaimDelay(context, store, block(now + 30 * day));
    expect(kept(code)).toEqual(found);
    expect(kept(newCode)).toEqual(longestKnownDelay);
    expect(kept(null)).toEqual(longestKnownDelay);
    // Kept of a chain that is further than this one.
    expect((await readKeptClaimDelay(context, store, block(now - 12)))(code)).toEqual(longestKnownDelay);
    const broken = { read: async () => Promise.reject(new Error('the disk is full')) };
    expect((await readKeptClaimDelay(context, broken, block()))(code)).toEqual(longestKnownDelay);
  });

  it('does not trust what a store holds', async () => {
    const changes = exit(1n, now - 3 * day, 16 * hour);
    const good = { version: 1, implementation: code, shortest: hour, claims: 3, block: blockAt(now), timestamp: now };
    const key = `31337:${address.toLowerCase()}:claim-delay`;
    for (const bad of [
      null,
      7,
      [],
      { ...good, version: 2 },
      { ...good, implementation: 'x' },
      { ...good, shortest: -1 },
      { ...good, shortest: 2 * day },
      { ...good, claims: '3' },
      // Of a chain that is further than this one.
      { ...good, timestamp: now + 12 },
      { ...good, block: blockAt(now) + 1 },
    ]) {
      const store = memoryStore();
      store.values.set(key, JSON.stringify(bad));
      const node = new Node(changes, true);
      expect((await readClaimDelay(contextOf(node, store), block(), code)).seconds).toBe(16 * hour);
    }
    const store = memoryStore();
    store.values.set(key, JSON.stringify(good));
    const node = new Node(changes, true);
    expect(await readClaimDelay(contextOf(node, store), block(), code)).toEqual({
      seconds: hour,
      basis: 'observed',
      claims: 3,
    });
    const broken: Store = {
      read: async () => Promise.reject(new Error('the disk is full')),
      write: async () => Promise.reject(new Error('the disk is full')),
    };
    expect((await readClaimDelay(contextOf(node, broken), block(), code)).seconds).toBe(16 * hour);
  });
});
