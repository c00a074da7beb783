import { withoutEstimates } from '../../../core/test/without-estimates';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  networkByChainId,
  readAccountView,
  ReadBatch,
  StakingError,
  type AccountView,
  type Block,
  type PoolContext,
  type Request,
  type Store,
} from '@pooled-staking/core';
import { runsOf } from '../../../core/test/long';
import { readLogsResumed } from '../../../core/test/resumed';
import { scanLogs, mergeLogs, toTopic, type Clock, type LogFilter } from '../../../core/src/chain/logs';
import { readBlock } from '../../../core/src/chain/block';
import { accounts, feeRecipient, seededUsers } from '../../src/accounts';
import { defined } from '../../src/defined';
import { launchDevnet, LOCAL_CHAIN_ID, type Devnet } from '../../src/launcher';
import { ETH, PoolUser } from '../launcher/support';
import { requestTo, startFaultyNode, type FaultyNode, type Faults, type LogQuery, type Refusal } from './proxy';
import { explainGap } from '@pooled-staking/texts';
import { inEnglish, wordsOf } from '@pooled-staking/texts/command-line';

/** What a person is told of what a history lacks. */
const gapWords = ({ gap }: Pick<AccountView, 'gap'>): string | null => gap && explainGap(gap, inEnglish);

let devnet: Devnet;
let node: FaultyNode;
let user: PoolUser;

const network = networkByChainId(LOCAL_CHAIN_ID);
const pool = defined(network.pools[0]);
const people = [...Object.values(seededUsers), feeRecipient] as `0x${string}`[];

const contextOf = (request: Request, store?: Store): PoolContext => ({
  request,
  store,
  network,
  pool,
  fetchText: async (url) => (await fetch(url)).text(),
  rewardsGateways: [`${devnet.httpUrl}/ipfs/`],
});

const direct: Request = async ({ method, params }) => devnet.anvil.request(method, params as never);
let through: Request;

/** Pauses pass at once. */
const clock: Clock = { now: () => 0, sleep: async () => Promise.resolve() };

const read = async (request: Request, account: string, store?: Store, minBlock = 0): Promise<AccountView> =>
  readAccountView(contextOf(request, store), account as `0x${string}`, {
    withEntryTimes: true,
    withPending: true,
    minBlock,
    clock,
  });

/** Keeps logs as text, as real stores do. */
function memory(): Store {
  const values = new Map<string, string>();
  return {
    read: async (key) => Promise.resolve(JSON.parse(values.get(key) ?? 'null') as unknown),
    write: async (key, value) => {
      values.set(key, JSON.stringify(value));
      return Promise.resolve();
    },
  };
}

beforeAll(async () => {
  devnet = await launchDevnet({ walletPanel: false, serveSite: false });
  node = await startFaultyNode(devnet.anvil);
  through = requestTo(node.url);
  user = new PoolUser(devnet.anvil, pool.address);
}, 120_000);

afterAll(async () => {
  await node.stop();
  await devnet.stop();
});

beforeEach(() => {
  node.reset();
});

/** The words of a read that failed. */
function expectWords(error: unknown): void {
  expect(error).toBeInstanceOf(StakingError);
  expect(['CHAIN_UNAVAILABLE', 'CHAIN_INCONSISTENT']).toContain((error as StakingError).code);
  expect(wordsOf(error)).toMatch(/\w+ \w+.*\.$/u);
}

type Outcome = 'right' | 'incomplete' | 'refused';

/**
 * Reads through the faulty node. What comes is right, or says that it is incomplete, or fails in words.
 * @param older what was true a block before, for nodes that are behind.
 */
async function readHonestly(
  account: string,
  newest: AccountView,
  store?: Store,
  older: AccountView = newest,
): Promise<Outcome> {
  let view: AccountView;
  try {
    view = await read(through, account, store);
  } catch (error) {
    expectWords(error);
    return 'refused';
  }
  if (view.lifetimeRewards === null) {
    expect(gapWords(view)).toMatch(
      /^The (?:node (?:has|gave none of) the pool's logs|logs from block \d+ to \d+ (?:tell of [\d.]+ ETH (?:less|more) than|lack the claim|aren't all there))/u,
    );
    return 'incomplete';
  }
  const truth = view.state.block.number === older.state.block.number ? older : newest;
  // How long exits wait at most is remembered for a day, and bounded without the logs.
  expect({ ...withoutEstimates(view), claimDelay: null }).toEqual({ ...withoutEstimates(truth), claimDelay: null });
  expect(view.claimDelay.seconds).toBeGreaterThanOrEqual(truth.claimDelay.seconds);
  return 'right';
}

/** What the chain says of everybody, by the hash of its newest block. */
const known = new Map<string, Map<string, AccountView>>();

/** What the chain says of everybody now, read past the faulty node; once a block. */
async function truths(): Promise<Map<string, AccountView>> {
  const { hash } = await readBlock(direct);
  const views = known.get(hash) ?? new Map<string, AccountView>();
  if (views.size > 0) {
    return views;
  }
  for (const account of people) {
    const view = await read(direct, account);
    expect(view.lifetimeRewards).not.toBeNull();
    views.set(account, view);
  }
  known.set(hash, views);
  return views;
}

/** How many have been read of through faults so far. */
let turn = 0;

/** All accounts in the long run; in the short one a quarter of them, others each time, so that each meets faults of every sort. */
function readers(views: ReadonlyMap<string, AccountView>): (readonly [string, AccountView])[] {
  const all = [...views];
  turn += 1;
  return all.filter((_, index) => (index + turn) % runsOf(1, 4) === 0);
}

/** Reads accounts through the faulty node: without a store, then twice with one. What came of it, each once. */
async function outcomesOf(
  faults: Faults,
  store = memory(),
  older = new Map<string, AccountView>(),
): Promise<Outcome[]> {
  const outcomes = new Set<Outcome>();
  for (const [account, truth] of readers(await truths())) {
    for (const kept of [undefined, store, store]) {
      node.reset(faults);
      outcomes.add(await readHonestly(account, truth, kept, older.get(account)));
    }
  }
  return [...outcomes];
}

/** Reads everybody from the node without its faults, with what was kept on the way. */
async function expectRight(store: Store): Promise<void> {
  node.reset();
  for (const [account, truth] of await truths()) {
    expect(await readHonestly(account, truth, store)).toBe('right');
  }
}

const width = ({ from, to }: LogQuery): number => to - from + 1;
const wider = (widest: number, code: number, message: string): Faults => ({
  refuse: (query) => (width(query) > widest ? { code, message } : undefined),
});
const fuller = (most: number, refusal: (query: LogQuery) => Refusal): Faults => ({
  refuse: (query, logs) => (logs.length > most && width(query) > 1 ? refusal(query) : undefined),
});
const half = ({ from, to }: LogQuery): string =>
  `[0x${from.toString(16)}, 0x${Math.floor((from + to) / 2).toString(16)}]`;

describe('an account is read rightly from a node', () => {
  it.each<[string, Faults]>([
    ['without faults', {}],
    ['of QuickNode: 5 blocks', wider(5, -32614, 'eth_getLogs is limited to a 5 range')],
    ['of Alchemy: 10 blocks', wider(10, -32600, 'You can make eth_getLogs requests with up to a 10 block range.')],
    ['of Cloudflare: blocks', wider(80, -32047, "'fromBlock'-'toBlock' range too large. Max range: 80")],
    ['of Ankr: blocks', wider(100, -32600, 'block range is too wide')],
    ['of Infura: blocks', wider(50, -32602, 'range 1000 exceeds limit of 50')],
    ['of publicnode: blocks', wider(50, -32701, 'exceed maximum block range: 50')],
    ['of Merkle: blocks', wider(50, -32603, 'eth_getLogs range is too large, max is 50 blocks')],
    ['of Infura: results', fuller(10, () => ({ code: -32005, message: 'query returned more than 10 results' }))],
    [
      'of Infura: results, with a range',
      fuller(10, (query) => ({
        code: -32005,
        message: `query returned more than 10 results. Try with this block range ${half(query)}.`,
      })),
    ],
    [
      'of Alchemy: bytes, with a range',
      fuller(10, (query) => ({
        code: -32602,
        message: `Log response size exceeded. Based on your parameters, this block range should work: ${half(query)}`,
      })),
    ],
    [
      'of reth and dRPC: results, with a range',
      fuller(10, ({ from, to }) => ({
        code: -32602,
        message: `query exceeds max results 10, retry with the range ${from}-${Math.floor((from + to) / 2)}`,
      })),
    ],
    ['of Nethermind: results', fuller(10, () => ({ code: -32005, message: 'Too many logs requested.' }))],
    ['of geth: time', wider(100, -32002, 'request timed out')],
    ['that repeats and reverses', { repeat: true }],
    ['that answers late, the last question first', { hold: 3 }],
    ['that drops the first questions for logs', { drop: (count, method) => method === 'eth_getLogs' && count < 5 }],
    ['that drops wide answers', { refuse: undefined, drop: (count, method) => method === 'eth_getLogs' && count < 4 }],
    ['that is busy', { status: (count, method) => (method === 'eth_getLogs' && count < 6 ? 429 : undefined) }],
    ['whose gateway is down', { status: (count, method) => (method === 'eth_getLogs' && count < 4 ? 502 : undefined) }],
  ])('%s', async (_, faults) => {
    expect(await outcomesOf(faults)).toEqual(['right']);
  });

  it('with all of it at once', async () => {
    const outcomes = await outcomesOf({
      ...wider(60, -32600, 'block range is too wide'),
      repeat: true,
      hold: 2,
      // Not so often that all tries of one question may meet a fault, in whatever order the questions come.
      drop: (count, method) => method === 'eth_getLogs' && count % 13 === 0,
      status: (count, method) => (method === 'eth_getLogs' && count % 17 === 0 ? 429 : undefined),
    });
    expect(outcomes).toEqual(['right']);
  });
});

describe('a node that cannot be read', () => {
  it.each<[string, Faults]>([
    ['is down', { drop: () => true }],
    ['wants a key', { refuse: () => ({ code: -32002, message: 'invalid project id' }) }],
    ['is busy for good', { status: (_, method) => (method === 'eth_getLogs' ? 429 : undefined) }],
    ['has a broken gateway', { status: () => 502 }],
  ])('says so in words: it %s', async (_, faults) => {
    expect(await outcomesOf(faults)).toEqual(['refused']);
  });
});

it.each<[string, Refusal]>([
  ['has pruned them', { code: 4444, message: 'pruned history unavailable' }],
  ['wants a token for them', { code: -32602, message: 'Archive requests require a personal token' }],
])('a node without logs still shows the stake, and says that they are missing: it %s', async (_, refusal) => {
  expect(await outcomesOf({ refuse: () => refusal })).toEqual(['incomplete']);
});

it.each([2, 3, 5])('every %ith request dropped, an account is read rightly, or the reason is said', async (every) => {
  const outcomes = await outcomesOf({ drop: (count) => count % every === 0 });
  expect(outcomes).not.toContain('incomplete');
});

describe('a node that is behind', () => {
  const claimer = seededUsers.claiming;

  it('altogether, shows the state of its block, and refuses a later one', async () => {
    const before = await truths();
    await user.deposit(accounts[6], ETH);
    node.reset({ lag: () => 1 });
    for (const [account, truth] of before) {
      expect({ ...(await read(through, account)), claimDelay: null }).toEqual({ ...truth, claimDelay: null });
    }
    const head = await readBlock(direct);
    await expect(read(through, claimer, undefined, head.number)).rejects.toMatchObject({
      code: 'CHAIN_INCONSISTENT',
    });
  });

  /** What happens in the newest block, after which parts of the node are behind. */
  const events: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['a stake', async () => user.deposit(claimer, ETH)],
    ['an exit request', async () => user.exitAll(seededUsers.staker)],
    [
      'a claim',
      async () => {
        const { exits } = await read(direct, claimer);
        const exit = defined(exits.find(({ status }) => status === 'claimable'));
        await user.send(claimer, 'claimExitedAssets', [exit.ticket, exit.requestedAt, exit.queueIndex]);
      },
    ],
    ['a harvest', async () => devnet.operator.report(ETH / 10n)],
  ];

  it.each(events)('in its logs only, never shows a wrong reward: %s', async (_, happen) => {
    await happen();
    const behind = (lag: number): Faults => ({ lag: (_count, method) => (method === 'eth_getLogs' ? lag : 0) });
    const store = memory();
    for (const lag of [1, 2, 40]) {
      await outcomesOf(behind(lag), store);
    }
    // So far behind that what it left out is kept as if there were nothing.
    await devnet.anvil.request('anvil_mine', ['0x64']);
    await outcomesOf(behind(101), store);
    await expectRight(store);
  });

  it('in some of its machines, never shows a wrong reward', async () => {
    const before = await truths();
    await user.deposit(claimer, ETH);
    const store = memory();
    for (const every of [2, 3, 4, 5]) {
      await outcomesOf({ lag: (count) => (count % every === 0 ? 1 : 0) }, store, before);
    }
    await expectRight(store);
  });
});

describe('what the last look at exits left', () => {
  type Kept = Record<string, unknown>;
  const spoilt: readonly (readonly [string, (exit: Kept) => Kept])[] = [
    ['another index', (exit) => ({ ...exit, queueIndex: '7' })],
    ['an index where there was none', (exit) => ({ ...exit, queueIndex: '0' })],
    ['no index', (exit) => ({ ...exit, queueIndex: '-1' })],
    ['another time', (exit) => ({ ...exit, requestedAt: 5 })],
    ['another receiver', (exit) => ({ ...exit, receiver: accounts[7] })],
    ['another exit', (exit) => ({ ...exit, ticket: '123456789' })],
  ];

  it.each(spoilt)('never changes what is shown: %s', async (_, spoil) => {
    let exits = 0;
    for (const [account, truth] of await truths()) {
      const store = memory();
      const key = `${network.chainId}:${pool.address}:${account}:exits`.toLowerCase();
      expect(await readHonestly(account, truth, store)).toBe('right');
      const kept = (await store.read(key)) as { version: number; exits: Kept[] } | null;
      if (kept) {
        exits += kept.exits.length;
        await store.write(key, { ...kept, exits: kept.exits.map(spoil) });
        expect(await readHonestly(account, truth, store)).toBe('right');
      }
    }
    expect(exits).toBeGreaterThan(1);
  });
});

describe('a chain that is reorganised', () => {
  const filters: LogFilter[] = [
    { address: pool.address, topics: [null, null, toTopic(seededUsers.staker)] },
    { address: pool.address, topics: [null, toTopic(seededUsers.staker)] },
  ];

  const readOn = async (request: Request, store: Store): ReturnType<typeof readLogsResumed> => {
    const to = await readBlock(request);
    return readLogsResumed(request, {
      store,
      key: 'staker',
      filters,
      fromBlock: pool.deployBlock,
      reorgDepth: 64,
      to,
      options: { clock },
    });
  };
  const readAll = async (): Promise<readonly unknown[]> => {
    const { number } = await readBlock(direct);
    const found = await Promise.all(filters.map(async (filter) => scanLogs(direct, filter, pool.deployBlock, number)));
    return mergeLogs(found);
  };

  it.each([3, 80, 400])('between two reads, %i blocks deep, is read anew', async (blocks) => {
    const store = memory();
    await user.deposit(seededUsers.staker, ETH);
    await devnet.anvil.request('anvil_mine', ['0x46']);
    const fork = await devnet.anvil.request('evm_snapshot');
    await user.deposit(seededUsers.staker, 2n * ETH);
    await devnet.anvil.request('anvil_mine', [`0x${(blocks - 1).toString(16)}`]);
    expect(await readOn(through, store)).toEqual(await readAll());

    expect(await devnet.anvil.request('evm_revert', [fork])).toBe(true);
    await user.deposit(accounts[6], ETH);
    await user.deposit(seededUsers.staker, 3n * ETH);
    await devnet.anvil.request('anvil_mine', [`0x${(blocks + 9).toString(16)}`]);
    const found = await readOn(through, store);
    expect(found).toEqual(await readAll());
    // And again, from what is stored now.
    node.reset();
    expect(await readOn(through, store)).toEqual(found);
    expect(await readHonestly(seededUsers.staker, await read(direct, seededUsers.staker))).toBe('right');
  });

  it.each([1, 2])('between the block and what is read at its number, %i blocks deep, is noticed', async (depth) => {
    const fork = await devnet.anvil.request('evm_snapshot');
    await devnet.anvil.request('anvil_mine', [`0x${depth.toString(16)}`]);
    const block = await readBlock(direct);
    await devnet.anvil.request('evm_revert', [fork]);
    await devnet.anvil.request('anvil_mine', [`0x${depth.toString(16)}`, '0x7']);
    const other = await readBlock(direct);
    expect(other.number).toBe(block.number);
    const balanceAt = async (at: Block): Promise<bigint> => {
      const batch = new ReadBatch(network.multicall3);
      const balance = batch.addBalance(pool.address);
      await batch.run(direct, at);
      return balance.value();
    };
    await expect(balanceAt(block)).rejects.toMatchObject({ code: 'CHAIN_INCONSISTENT' });
    // One of the two marks is enough.
    await expect(balanceAt({ ...other, parentHash: block.hash })).rejects.toMatchObject({ code: 'CHAIN_INCONSISTENT' });
    await expect(balanceAt({ ...other, timestamp: block.timestamp })).rejects.toMatchObject({
      code: 'CHAIN_INCONSISTENT',
    });
    expect(await balanceAt(other)).toBeGreaterThan(0n);
  });

  it('while it is read, is noticed, or what comes is of one chain', async () => {
    await devnet.anvil.request('anvil_mine', ['0x5']);
    const outcomes: Outcome[] = [];
    for (const moment of [1, 2, 3, 4, 5, 6]) {
      const fork = await devnet.anvil.request('evm_snapshot');
      // What both have in common is a chain too: the newest one between the going of one and the coming of the other.
      const chains = [await read(direct, seededUsers.staker)];
      await user.deposit(seededUsers.staker, ETH);
      let asked = 0;
      let moved: Promise<void> | undefined;
      chains.push(await read(direct, seededUsers.staker));
      const move = async (): Promise<void> => {
        await devnet.anvil.request('evm_revert', [fork]);
        await user.deposit(seededUsers.staker, 5n * ETH);
      };
      node.reset({
        ...wider(100, -32600, 'block range is too wide'),
        before: async () => {
          asked += 1;
          if (asked === moment) {
            moved = move();
          }
          await moved;
        },
      });
      // What a failed read left under way must not reach the next moment.
      let isOver = false;
      const request: Request = async (args) => (isOver ? Promise.reject(new Error('over')) : through(args));
      const view = await read(request, seededUsers.staker).catch((error: unknown) => {
        expectWords(error);
        return null;
      });
      isOver = true;
      await moved;
      chains.push(await read(direct, seededUsers.staker));
      outcomes.push(view === null ? 'refused' : view.lifetimeRewards === null ? 'incomplete' : 'right');
      if (outcomes.at(-1) === 'right') {
        expect(chains.map(({ lifetimeRewards }) => lifetimeRewards)).toContain(view?.lifetimeRewards);
        expect(chains.map(({ ledger }) => ledger)).toContainEqual(view?.ledger);
      }
    }
    expect(outcomes).toHaveLength(6);
  });
});
