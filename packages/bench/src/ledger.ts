/** A long history as a node tells it, and how long the ledger and the daily rewards of it take. */
import {
  poolById,
  readRewardHistory,
  rewardsByPeriod,
  sharesToAssets,
  type AccountView,
  type PoolContext,
  type VaultState,
  stakewiseOn,
} from '@pooled-staking/core';
import { toTopic } from '../../core/src/chain/logs';
import { eventTopics } from '../../core/src/protocols/stakewise/vault/events';
import { readAccountEvents } from '../../core/src/protocols/stakewise/ledger/account-events';
import { buildLedger, lifetimeRewards, toLedgerEntry } from '../../core/src/protocols/stakewise/ledger/ledger';
import type { Address, Hex } from '../../core/src/units';
import { median, roundMs, type Measurement } from './figures';

type RawLog = {
  address: Address;
  topics: Hex[];
  data: Hex;
  blockNumber: Hex;
  blockTimestamp: Hex;
  logIndex: Hex;
  transactionHash: Hex;
  blockHash: Hex;
  removed: false;
};

type Query = { address: string | string[]; topics: (Hex | Hex[] | null)[]; fromBlock: Hex; toBlock: Hex };

const ETH = 10n ** 18n;
const firstBlock = 1_000;
const firstTime = 1_700_000_000;
const slotSeconds = 12;
/** Two reports a day with 48 events of the account between them: one event in a quarter of an hour. */
const eventsPerReport = 48;
const blocksPerEvent = 75;

const account: Address = '0xacc0000000000000000000000000000000000001';
const feeRecipient: Address = '0xfee0000000000000000000000000000000000001';
const mevEscrow: Address = '0xe5c0000000000000000000000000000000000001';
const root = `0x${'ab'.repeat(32)}` as const;

const quantity = (value: number): Hex => `0x${value.toString(16)}`;
const words = (...values: bigint[]): Hex =>
  `0x${values.map((value) => BigInt.asUintN(256, value).toString(16).padStart(64, '0')).join('')}`;
const hash = (value: number): Hex => `0x${value.toString(16).padStart(64, '0')}`;

const { network, pool } = poolById('eip155:31337:0x09654A0808Bc114B65deC441b28d08A1aCeACCeA');

/** What a history must come out as, kept while it was made. */
type History = {
  readonly logs: RawLog[];
  readonly state: VaultState;
  readonly stakes: number;
  readonly shares: bigint;
  /** What open exits are worth. */
  readonly exiting: bigint;
  readonly rewards: bigint;
};

type Checkpoint = { readonly from: bigint; readonly to: bigint; readonly assets: bigint };

/** An exit, and how many checkpoints were made before it. */
type QueuedExit = { readonly ticket: bigint; readonly shares: bigint; readonly after: number };

/** What checkpoints have set aside for an exit, and its shares that still wait. One last share is never paid. */
function payOf(
  { ticket, shares, after }: QueuedExit,
  checkpoints: readonly Checkpoint[],
): { assets: bigint; left: bigint } {
  let [assets, left] = [0n, shares];
  for (const { from, to, assets: all } of checkpoints.slice(after)) {
    const served = (to < ticket + shares ? to : ticket + shares) - (from > ticket ? from : ticket);
    if (served <= 0n) {
      break;
    }
    assets += (served * all) / (to - from);
    left -= served;
  }
  return { assets, left: left > 1n ? left : 0n };
}

/** A pool's arithmetic with one busy member, other members' stake, and two reports a day; `count` logs in all. */
function makeHistory(count: number): History {
  const logs: RawLog[] = [];
  let block = firstBlock;
  // Others' stake, from the pool's beginning.
  let [totalAssets, totalShares] = [1_000n * ETH, 1_000n * ETH];
  let [shares, staked, paidOut, queuedShares, totalTickets] = [0n, 0n, 0n, 0n, 0n];
  let stakes = 0;
  let harvestedAssets = 0n;
  const exits: QueuedExit[] = [];
  const checkpoints: Checkpoint[] = [];
  const write = (address: Address, topics: Hex[], data: Hex, index = 0): void => {
    logs.push({
      address: address.toLowerCase() as Address,
      topics,
      data,
      blockNumber: quantity(block),
      blockTimestamp: quantity(firstTime + block * slotSeconds),
      logIndex: quantity(index),
      transactionHash: hash(block),
      blockHash: hash(block),
      removed: false,
    });
  };
  const own = toTopic(account);
  const vault = pool.address;
  const harvest = (): void => {
    const reward = (totalAssets * 26n) / 1000n / 730n;
    totalAssets += reward;
    harvestedAssets += reward;
    write(stakewiseOn(network).keeper, [eventTopics.KeeperHarvested, toTopic(vault), root], words(reward, 0n));
    const fee = (reward * 15n) / 100n;
    const feeShares = (fee * totalShares) / (totalAssets - fee);
    totalShares += feeShares;
    write(vault, [eventTopics.FeeSharesMinted], words(BigInt(feeRecipient), feeShares, fee), 1);
    if (queuedShares > 0n) {
      const assets = sharesToAssets(queuedShares, { totalAssets, totalShares });
      // As the vault does: both ways are rounded down, so that a share may stay in the queue.
      const burned = (assets * totalShares) / totalAssets;
      write(vault, [eventTopics.CheckpointCreated], words(burned, assets), 2);
      checkpoints.push({ from: totalTickets, to: totalTickets + burned, assets });
      totalAssets -= assets;
      totalShares -= burned;
      totalTickets += burned;
      queuedShares -= burned;
    }
  };
  write(vault, [eventTopics.Deposited, toTopic(vault), toTopic(vault)], words(totalAssets, totalShares, 0n));
  for (let event = 0; logs.length < count; event += 1) {
    block += blocksPerEvent;
    const oldest = event % 20 === 10 ? exits[0] : undefined;
    const paid = oldest && payOf(oldest, checkpoints);
    if (event % eventsPerReport === eventsPerReport - 1) {
      harvest();
    } else if (event % 20 === 19) {
      const exiting = shares / 50n;
      write(vault, [eventTopics.ExitQueueEntered, own, own], words(totalTickets + queuedShares, exiting));
      exits.push({ ticket: totalTickets + queuedShares, shares: exiting, after: checkpoints.length });
      shares -= exiting;
      queuedShares += exiting;
    } else if (oldest && paid?.left === 0n) {
      exits.shift();
      write(vault, [eventTopics.ExitedAssetsClaimed, own], words(oldest.ticket, 0n, paid.assets));
      paidOut += paid.assets;
    } else {
      const assets = ETH / 10n + BigInt(event);
      const minted = (assets * totalShares + totalAssets - 1n) / totalAssets;
      write(vault, [eventTopics.Deposited, own, own], words(assets, minted, 0n));
      totalAssets += assets;
      totalShares += minted;
      shares += minted;
      staked += assets;
      stakes += 1;
    }
  }
  const totals = { totalAssets, totalShares };
  const exiting = exits.reduce((sum, exit) => {
    const { assets, left } = payOf(exit, checkpoints);
    return sum + assets + sharesToAssets(left, totals);
  }, 0n);
  const state: VaultState = {
    block: { number: block + 1, hash: hash(block + 1), timestamp: firstTime + (block + 1) * slotSeconds },
    version: 2,
    implementation: null,
    ...totals,
    feeBps: 1_500,
    feeRecipient,
    mevEscrow,
    capacityLeft: null,
    withdrawableAssets: 0n,
    ethBalance: 0n,
    queue: { queuedShares, unclaimedAssets: 0n, totalTickets },
    harvest: {
      canHarvest: false,
      isRequired: false,
      isCollateralized: true,
      rewardsRoot: root,
      rewardsNonce: 1n,
      harvested: { assets: harvestedAssets, nonce: 1n },
      lastReportAt: 0,
      reportDelay: 43_200,
    },
    status: 'open',
  };
  // As an answer is parsed: no two logs share their texts.
  const answered = JSON.parse(JSON.stringify(logs)) as RawLog[];
  return {
    logs: answered,
    state,
    stakes,
    shares,
    exiting,
    rewards: sharesToAssets(shares, totals) + exiting + paidOut - staked,
  };
}

/** A node that keeps no old state and allows every range. It works each answer out once: its time is not the ledger's. */
function makeContext({ logs }: History): PoolContext {
  const answers = new Map<string, RawLog[]>();
  const find = ({ address, topics, fromBlock, toBlock }: Query): RawLog[] => {
    const addresses = [address].flat().map((each) => each.toLowerCase());
    return logs.filter(
      (log) =>
        Number(log.blockNumber) >= Number(fromBlock) &&
        Number(log.blockNumber) <= Number(toBlock) &&
        addresses.includes(log.address.toLowerCase()) &&
        topics.every((each, index) => each === null || [each].flat().includes(log.topics[index] ?? '0x')),
    );
  };
  const request = ({ method, params }: { method: string; params?: unknown }): unknown => {
    const [first] = params as [unknown];
    if (method === 'eth_getBlockByNumber') {
      const number = Number(first);
      return { number: first, hash: hash(number), timestamp: quantity(firstTime + number * slotSeconds) };
    }
    if (method !== 'eth_getLogs') {
      throw new Error(`This node keeps no old state (${method}).`);
    }
    const key = JSON.stringify(first);
    const known = answers.get(key) ?? find(first as Query);
    answers.set(key, known);
    return known;
  };
  return {
    request: async (args) => Promise.resolve().then(() => request(args)),
    network,
    pool,
    fetchText: async () => Promise.reject(new Error('There is nothing to fetch.')),
    rewardsGateways: [],
  };
}

/** From raw logs to the entries of the ledger, lifetime rewards and rewards by day. */
async function work(context: PoolContext, { state, stakes, shares, exiting, rewards }: History): Promise<unknown> {
  const { events } = await readAccountEvents(context, account, state.block);
  const ledger = buildLedger(account, events);
  const assets = sharesToAssets(shares, state);
  // What the history takes of a view.
  const view = {
    account,
    state,
    events,
    gap: null,
    assets,
    exitingAssets: exiting,
    servedTickets: state.queue.totalTickets,
  } as unknown as AccountView;
  const history = await readRewardHistory(context, view);
  const days = rewardsByPeriod(history.points, 'day');
  const byDay = days.reduce((sum, day) => sum + day.rewards, 0n);
  const lifetime = lifetimeRewards(ledger, assets, exiting);
  let told = 0;
  for (const event of ledger.entries) {
    told += toLedgerEntry(ledger, event).type === 'stake' ? 1 : 0;
  }
  if (told !== stakes || ledger.expectedShares !== shares || byDay !== rewards || lifetime !== rewards) {
    throw new Error(`The ledger is wrong: ${byDay} wei by day instead of ${rewards}, ${ledger.expectedShares} shares.`);
  }
  return { ledger, history, days };
}

/** How many logs a history has, and how often its ledger is made. */
export const ledgerSizes = [
  { label: '100', count: 100, runs: 60 },
  { label: '10k', count: 10_000, runs: 15 },
  { label: '100k', count: 100_000, runs: 25 },
] as const;

/** Bytes in use once everything that nobody needs is gone. */
async function settledHeap(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed;
}

/** Bytes per log that results keep: several of a short history, since what the engine frees meanwhile outweighs one. */
async function measureMemory(context: PoolContext, history: History): Promise<number> {
  const copies = Math.ceil(10_000 / history.logs.length);
  const before = await settledHeap();
  const kept: unknown[] = [];
  while (kept.length < copies) {
    kept.push(await work(context, history));
  }
  return Math.round(((await settledHeap()) - before) / (kept.length * history.logs.length));
}

/** Runs that bring the engine's optimised code back, which a full collection throws away: this measures the code, not it. */
const warmUp = { count: 10_000, runs: 6 };

/** Milliseconds of so many runs, each after a collection and a warm-up. */
async function measureTimes(context: PoolContext, history: History, runs: number): Promise<number[]> {
  const small = makeHistory(warmUp.count);
  const smallContext = makeContext(small);
  const times: number[] = [];
  // The node works its answers out.
  await work(context, history);
  while (times.length < runs) {
    globalThis.gc?.();
    for (let run = 0; run < warmUp.runs; run += 1) {
      await work(smallContext, small);
    }
    const start = performance.now();
    await work(context, history);
    times.push(performance.now() - start);
  }
  return times;
}

/**
 * Median times of ledger and daily history by the number of logs, and what they keep in memory. The fastest run is told
 * beside them: on a machine shared with others the two lie far apart.
 */
export async function measureLedger(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const { label, count, runs } of ledgerSizes) {
    const history = makeHistory(count);
    const context = makeContext(history);
    const times = await measureTimes(context, history, runs);
    measurements.push({ name: `ledger.${label}.ms`, value: roundMs(median(times)), unit: 'ms' });
    measurements.push({ name: `ledger.${label}.fastest.ms`, value: roundMs(Math.min(...times)), unit: 'ms' });
    const bytes = await measureMemory(context, history);
    measurements.push({ name: `ledger.${label}.bytesPerEvent`, value: bytes, unit: 'B' });
  }
  return measurements;
}
