import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Address,
  exitHistories,
  type ListedProtocol,
  liveRate,
  localSequencerPool,
  metisSequencers,
  networkByChainId,
  paidBy,
  type PoolContext,
  readBacking,
  readPace,
  type Store,
} from '@pooled-staking/core';
import { explainEstimate } from '@pooled-staking/texts';
import { inEnglish, wordsOf } from '@pooled-staking/texts/command-line';
import { keccak256, SigningKey } from 'ethers';

import { accounts, operatorAccount } from '../../src/accounts';
import { startAnvil, type Anvil } from '../../src/anvil';
import { contractInterface, placeContract } from '../../src/contracts/deploy';
import { transact } from '../../src/contracts/transact';
import { setCode } from './proxy-code';
import { defined } from '../../src/defined';

const METIS = 10n ** 18n;
const DAY = 86_400;
const START = 1_800_000_000;
const [owner, other, recipient, outsider] = accounts as readonly Address[];
const pool = localSequencerPool.address;
const local = networkByChainId(31_337);
const info = local.metisSequencers?.lockingInfo as Address;
const token = localSequencerPool.asset.address as Address;
const bridge = '0x00000000000000000000000000000000000b41d6';
const mpc = operatorAccount;

const abis = {
  pool: contractInterface('LockingPool'),
  info: contractInterface('LockingInfo'),
  token: contractInterface('L1Metis'),
  bridge: contractInterface('L1Bridge'),
};

/** Node keys of made-up sequencers. */
const keys = Array.from({ length: 12 }, (_, index) => {
  const pubkey = `0x${new SigningKey(`0x${String(index + 1).padStart(64, '0')}`).publicKey.slice(4)}`;
  return { pubkey, signer: `0x${keccak256(pubkey).slice(-40)}` };
});

let anvil: Anvil;
let context: PoolContext;
let snapshot: unknown;
let batch = 1n;
let epoch = 0n;

async function send(
  from: string,
  contract: keyof typeof abis,
  method: string,
  args: readonly unknown[],
  value = 0n,
): Promise<void> {
  const to = { pool, info, token, bridge }[contract];
  const data = abis[contract].encodeFunctionData(method, args);
  // More than enough: the node estimates at the time of the block before.
  await transact(anvil, { from, to, data, value: `0x${value.toString(16)}`, gas: '0x4c4b40' });
}

/** Sends what a quote proposes, in its order. */
async function carryOut({
  approvals,
  transaction,
}: {
  approvals: readonly { from: string; to: string; value: bigint; data: string; gas: bigint }[];
  transaction: { from: string; to: string; value: bigint; data: string; gas: bigint };
}): Promise<void> {
  for (const { from, to, value, data, gas } of [...approvals, transaction]) {
    await transact(anvil, { from, to, data, value: `0x${value.toString(16)}`, gas: `0x${gas.toString(16)}` });
  }
}

async function lock(
  from: string,
  key: number,
  amount = 20_000n * METIS,
  to: string = recipient as string,
): Promise<void> {
  const { signer, pubkey } = keys[key] ?? { signer: '', pubkey: '' };
  await send(mpc, 'pool', 'setWhitelist', [from, true]);
  await send(mpc, 'token', 'mint', [from, amount]);
  await send(from, 'token', 'approve', [info, amount]);
  await send(from, 'pool', 'lockWithRewardRecipient', [signer, to, amount, pubkey]);
}

/** Submits blocks by signer's number, a day after what came before unless another time is said. */
async function submit(blocks: Readonly<Record<number, number>>, seconds = DAY): Promise<void> {
  const { timestamp } = (await anvil.request('eth_getBlockByNumber', ['latest', false])) as { timestamp: string };
  await anvil.request('evm_setNextBlockTimestamp', [Number(timestamp) + seconds]);
  batch += 1n;
  const signers = Object.keys(blocks).map((key) => keys[Number(key)]?.signer);
  await send(mpc, 'pool', 'batchSubmitRewards', [batch, epoch + 1n, epoch + 2n, signers, Object.values(blocks)]);
  epoch += 2n;
}

const refusalOf = async (work: Promise<unknown>): Promise<{ code: string; kind: string; words: string }> => {
  const error = (await work.catch((reason: unknown) => reason)) as { code: string; problem: { kind: string } };
  return { code: error.code, kind: error.problem.kind, words: wordsOf(error) };
};

const reward = (blocks: number): bigint => BigInt(blocks) * 761n * 10n ** 12n;
const protocol = metisSequencers;

beforeAll(async () => {
  anvil = await startAnvil({ chainId: 31337, timestamp: START });
  for (const [address, name] of [
    [pool, 'LockingPool'],
    [info, 'LockingInfo'],
    [token, 'L1Metis'],
    [bridge, 'L1Bridge'],
    [local.multicall3, 'Multicall3'],
  ] as const) {
    await placeContract(anvil, address, name);
  }
  await send(mpc, 'info', 'initialize', [bridge, token, other, 1088]);
  await send(mpc, 'pool', 'initialize', [info]);
  await send(mpc, 'info', 'initManager', [pool]);
  await send(mpc, 'info', 'setRewardPayer', [mpc]);
  await send(mpc, 'pool', 'updateMpc', [mpc]);
  await send(mpc, 'token', 'setMinter', [mpc]);
  await send(mpc, 'token', 'mint', [mpc, 10_000n * METIS]);
  await send(mpc, 'token', 'approve', [info, 10_000n * METIS]);
  context = {
    request: async ({ method, params }) => anvil.request(method, params as unknown[] | undefined),
    network: local,
    pool: localSequencerPool,
    fetchText: async () => Promise.reject(new Error('no files')),
    rewardsGateways: [],
  };
  await lock(owner as string, 0);
  for (const [index, account] of accounts.slice(4, 9).entries()) {
    await lock(account, index + 1);
  }
  await submit({ 0: 1_000, 1: 500 });
}, 60_000);

beforeEach(async () => {
  if (snapshot !== undefined) {
    await anvil.request('evm_revert', [snapshot]);
  }
  snapshot = await anvil.request('evm_snapshot');
  [batch, epoch] = [2n, 2n];
});

afterAll(() => anvil.stop());

describe("an owner's position", () => {
  it('is all sequencers that it owns, with stake, reward and what can be done', async () => {
    const position = await protocol.readPosition(context, owner as Address, { withEntryTimes: true });
    expect(position).toMatchObject({
      assets: 20_000n * METIS,
      staked: 20_000n * METIS,
      paidOut: 0n,
      lifetimeRewards: reward(1_000),
      gap: null,
      isBlocked: false,
    });
    expect(position.items).toEqual([
      expect.objectContaining({ id: 1n, assets: 20_000n * METIS, rewards: reward(1_000) }),
    ]);
    expect(
      Object.entries(position.items?.[0]?.actions ?? {}).map(([name, error]) => [name, error?.problem.kind]),
    ).toEqual([
      ['stake', 'too-few-tokens'],
      ['unstake', 'below-least-locked'],
      ['unstake-all', undefined],
      ['claim', undefined],
    ]);
    expect(protocol.entriesOf(position).map(({ type }) => type)).toEqual(['stake']);
  });

  it('is nothing for anybody else', async () => {
    const position = await protocol.readPosition(context, outsider as Address);
    expect(position).toMatchObject({ assets: 0n, exits: [], items: [], lifetimeRewards: 0n, isBlocked: false });
  });

  it('has its rewards batch by batch, which add up', async () => {
    await submit({ 0: 7, 2: 1 });
    const position = await protocol.readPosition(context, owner as Address);
    const { points, rewards, apr } = await protocol.readHistory(context, position, {});
    expect(points.map((point) => point.reward)).toEqual([reward(1_000), reward(7), 0n]);
    expect(rewards).toBe(position.lifetimeRewards);
    expect(apr).toBeGreaterThan(0n);
  });

  it('goes on where a sequencer was handed over, with what it held then', async () => {
    await send(mpc, 'pool', 'setWhitelist', [other, true]);
    await send(owner as string, 'pool', 'setSequencerOwner', [1, other]);
    await submit({ 0: 10 });
    const [giver, taker] = await Promise.all([
      protocol.readPosition(context, owner as Address),
      protocol.readPosition(context, other as Address, { withEntryTimes: true }),
    ]);
    expect([giver.lifetimeRewards, taker.lifetimeRewards]).toEqual([reward(1_000), reward(10)]);
    expect(taker.staked).toBe(20_000n * METIS + reward(1_000));
    expect(protocol.entriesOf(taker).map(({ type }) => type)).toEqual(['received']);
    expect((await protocol.readHistory(context, giver, {})).rewards).toBe(reward(1_000));
  });

  it('goes on from what was kept, and is the same', async () => {
    const kept = new Map<string, unknown>();
    const store: Store = {
      read: async (key) => Promise.resolve(structuredClone(kept.get(key))),
      write: async (key, value) => Promise.resolve(void kept.set(key, structuredClone(value))),
    };
    await anvil.request('anvil_mine', ['0x50']);
    const first = await protocol.readPosition({ ...context, store }, owner as Address);
    await submit({ 0: 3 });
    const second = await protocol.readPosition({ ...context, store }, owner as Address);
    const anew = await protocol.readPosition(context, owner as Address);
    expect([...kept.keys()].length).toBeGreaterThan(0);
    expect([first.lifetimeRewards, second.lifetimeRewards]).toEqual([reward(1_000), reward(1_003)]);
    expect(second.own).toEqual(anew.own);
  });
});

describe('a top-up', () => {
  it('approves exactly the amount to LockingInfo, and can take the reward along', async () => {
    await send(mpc, 'token', 'mint', [owner, 5n * METIS]);
    const quote = await protocol.quoteStake(context, owner as Address, 5n * METIS, { item: 1n, withRewards: true });
    expect(quote.approvals).toHaveLength(1);
    expect(abis.token.decodeFunctionData('approve', quote.approvals[0]?.data ?? '')).toEqual([info, 5n * METIS]);
    await carryOut(quote);
    const position = await protocol.readPosition(context, owner as Address, { withEntryTimes: true });
    expect(position.assets).toBe(quote.assetsAfter);
    expect(position).toMatchObject({ staked: 20_005n * METIS, lifetimeRewards: reward(1_000) });
    expect(protocol.entriesOf(position).map(({ type }) => type)).toEqual(['stake', 'stake', 'compounded']);
  });

  it('needs no approval for the reward alone', async () => {
    const quote = await protocol.quoteStake(context, owner as Address, 0n, { item: 1n, withRewards: true });
    expect(quote.approvals).toEqual([]);
    await carryOut(quote);
    expect((await protocol.readPosition(context, owner as Address)).assets).toBe(20_000n * METIS + reward(1_000));
  });

  it.each<[string, () => Promise<unknown>, string, string]>([
    [
      'without a sequencer',
      async () => protocol.quoteStake(context, outsider as Address, METIS),
      'ACCOUNT_BLOCKED',
      "Only operators on the pool's whitelist can lock METIS here",
    ],
    [
      'of a sequencer of somebody else',
      async () => protocol.quoteStake(context, outsider as Address, METIS, { item: 1n }),
      'UNKNOWN_EXIT',
      'Sequencer 1 belongs to',
    ],
    [
      'of a sequencer that is not there',
      async () => protocol.quoteStake(context, owner as Address, METIS, { item: 77n }),
      'UNKNOWN_EXIT',
      'The pool has no sequencer 77.',
    ],
    [
      'with more METIS than the account has',
      async () => protocol.quoteStake(context, owner as Address, METIS, { item: 1n }),
      'INSUFFICIENT_BALANCE',
      'holds no METIS to stake',
    ],
    [
      'above what a sequencer may hold',
      async () => protocol.quoteStake(context, owner as Address, 80_001n * METIS, { item: 1n }),
      'CAPACITY_EXCEEDED',
      'room for 80000 METIS more',
    ],
  ])('is refused %s', async (_, work, code, words) => {
    const refusal = await refusalOf(work());
    expect(refusal.code).toBe(code);
    expect(refusal.words.replaceAll(',', '')).toContain(words);
  });
});

describe('a claim of rewards', () => {
  it('sends the smallest fee that the bridge takes, and is paid to the recipient', async () => {
    const quote = await protocol.quoteClaim(context, owner as Address, [1n]);
    expect(quote).toMatchObject({
      assets: reward(1_000),
      bridgeFee: 1n,
      rewardsPaid: { assets: reward(1_000), recipient: (recipient as string).toLowerCase() },
    });
    expect(quote.transaction.value).toBe(quote.bridgeFee);
    await carryOut(quote);
    const position = await protocol.readPosition(context, owner as Address, { withEntryTimes: true });
    expect(position).toMatchObject({ paidOut: reward(1_000), lifetimeRewards: reward(1_000) });
    expect(protocol.entriesOf(position).map(({ type }) => type)).toEqual(['stake', 'rewards-paid']);
  });

  it('is refused without a reward, where the fee would be lost', async () => {
    await carryOut(await protocol.quoteClaim(context, owner as Address));
    expect(await refusalOf(protocol.quoteClaim(context, owner as Address, [1n]))).toMatchObject({
      code: 'NOTHING_TO_CLAIM',
      kind: 'no-reward',
    });
  });

  it('takes one sequencer at a time, and says so of the others', async () => {
    await send(accounts[4], 'pool', 'setSequencerOwner', [2, owner]);
    const quote = await protocol.quoteClaim(context, owner as Address, [1n, 2n, 77n]);
    expect(quote.exits).toEqual([{ id: 1n, claimableAssets: reward(1_000) }]);
    expect(quote.leftOut.map(({ id, reason }) => [id, reason])).toEqual([
      [2n, 'one-at-a-time'],
      [77n, 'unknown'],
    ]);
  });
});

describe('a withdrawal and an exit', () => {
  it('pays a part at once, once in a batch', async () => {
    await send(mpc, 'token', 'mint', [owner, 10n * METIS]);
    await carryOut(await protocol.quoteStake(context, owner as Address, 10n * METIS, { item: 1n }));
    const quote = await protocol.quoteUnstake(context, owner as Address, 4n * METIS, { item: 1n });
    expect(quote).toMatchObject({ way: 'at-once', isAll: false, assetsAfter: 20_006n * METIS });
    expect(quote.bridgeFee).toBeUndefined();
    await carryOut(quote);
    expect(await refusalOf(protocol.quoteUnstake(context, owner as Address, METIS, { item: 1n }))).toMatchObject({
      kind: 'one-withdrawal-a-batch',
    });
    await submit({ 1: 1 });
    expect(await refusalOf(protocol.quoteUnstake(context, owner as Address, 7n * METIS, { item: 1n }))).toMatchObject({
      kind: 'below-least-locked',
    });
  });

  it('names the sequencers where none was named', async () => {
    const { code, words } = await refusalOf(protocol.quoteUnstake(context, owner as Address, 'max'));
    expect([code, words]).toEqual(['UNSUPPORTED_OPTION', expect.stringContaining('The account owns 1.')]);
  });

  it('lives from its beginning to the claim at the very second, with the reward that came meanwhile', async () => {
    const unlock = await protocol.quoteUnstake(context, owner as Address, 'max', { item: 1n });
    expect(unlock).toMatchObject({ way: 'maturity', isAll: true, bridgeFee: 1n });
    expect(unlock.claimDelay).toEqual({ seconds: 21 * DAY, basis: 'contract', claims: 0 });
    await carryOut(unlock);
    await submit({ 0: 9 });
    const waiting = await protocol.readPosition(context, owner as Address);
    const [exit] = waiting.exits;
    expect(exit).toMatchObject({ id: 1n, status: 'exiting', totalAssets: 20_000n * METIS, claimableAssets: 0n });
    expect(exit?.estimate).toMatchObject({ basis: 'maturity', earliest: (exit?.requestedAt ?? 0) + 21 * DAY });
    expect(waiting.lifetimeRewards).toBe(reward(1_009));
    expect(await refusalOf(protocol.quoteClaim(context, owner as Address, [1n]))).toMatchObject({
      code: 'CLAIM_TOO_EARLY',
    });

    await anvil.request('evm_setNextBlockTimestamp', [exit?.estimate.earliest]);
    await anvil.request('evm_mine');
    const due = await protocol.readPosition(context, owner as Address);
    expect(due.exits[0]).toMatchObject({ status: 'claimable', claimableAssets: 20_000n * METIS });
    const claim = await protocol.quoteClaim(context, owner as Address);
    expect(claim).toMatchObject({ assets: 20_000n * METIS, rewardsPaid: { assets: reward(9) }, bridgeFee: 1n });
    await carryOut(claim);
    const after = await protocol.readPosition(context, owner as Address, { withEntryTimes: true });
    expect(after).toMatchObject({
      assets: 0n,
      exits: [],
      paidOut: 20_000n * METIS + reward(1_009),
      lifetimeRewards: reward(1_009),
    });
    expect(protocol.entriesOf(after).map(({ type }) => type)).toEqual([
      'stake',
      'rewards-paid',
      'exit-requested',
      'rewards-paid',
      'claimed',
    ]);
    const [exited] = exitHistories(protocol.entriesOf(after));
    expect(exited && [exited.id, exited.begun?.type, paidBy(exited)]).toEqual([1n, 'exit-requested', 20_000n * METIS]);
    expect(await refusalOf(protocol.quoteClaim(context, owner as Address, [1n]))).toMatchObject({
      kind: 'sequencer-not-exiting',
    });
  });

  it('waits while too many are leaving: found out by a simulated exit where the code is not known', async () => {
    await carryOut(await protocol.quoteUnstake(context, accounts[4], 'max', { item: 2n }));
    await carryOut(await protocol.quoteUnstake(context, accounts[5], 'max', { item: 3n }));
    const { kind, words } = await refusalOf(protocol.quoteUnstake(context, owner as Address, 'max', { item: 1n }));
    expect([kind, words]).toEqual(['exit-limit', expect.stringContaining('Of 6 sequencers, 2 are on their way out.')]);
    const position = await protocol.readPosition(context, owner as Address);
    expect(position.items?.[0]?.actions['unstake-all']?.problem.kind).toBe('exit-limit');
  });

  it('may go on on the newer code, where all may leave', async () => {
    await placeContract(anvil, pool, 'LockingPoolNewer');
    for (const index of [4, 5, 6]) {
      await carryOut(
        await protocol.quoteUnstake(context, accounts[index] as Address, 'max', { item: BigInt(index - 2) }),
      );
    }
    expect(await protocol.quoteUnstake(context, owner as Address, 'max', { item: 1n })).toMatchObject({ isAll: true });
  });

  it('sends no value along where there is no reward', async () => {
    const quote = await protocol.quoteUnstake(context, accounts[6], 'max', { item: 4n });
    expect(quote.transaction.value).toBe(0n);
    expect(quote.bridgeFee).toBeUndefined();
  });

  it('needs a recipient, and says so before anything is signed', async () => {
    await lock(accounts[9], 9, 20_000n * METIS, '0x0000000000000000000000000000000000000000');
    const { kind, words } = await refusalOf(protocol.quoteUnstake(context, accounts[9], 'max', { item: 7n }));
    expect([kind, words]).toEqual(['no-reward-recipient', expect.stringContaining('Name a reward recipient first.')]);
  });

  it('is stuck while the pool is paused, or the owner off the list', async () => {
    await send(mpc, 'pool', 'setPause', [true]);
    expect(await refusalOf(protocol.quoteUnstake(context, owner as Address, 'max', { item: 1n }))).toMatchObject({
      code: 'POOL_PAUSED',
    });
    expect((await protocol.readPool(context)).troubles).toEqual([{ kind: 'paused' }]);
    await send(mpc, 'pool', 'setPause', [false]);
    await send(mpc, 'pool', 'setWhitelist', [owner, false]);
    expect(await refusalOf(protocol.quoteUnstake(context, owner as Address, 'max', { item: 1n }))).toMatchObject({
      code: 'ACCOUNT_BLOCKED',
      kind: 'not-whitelisted',
    });
    expect((await protocol.readPosition(context, owner as Address)).isBlocked).toBe(true);
  });

  it('that began waits for the pause to end or for the list, beside its time: nobody has to release it', async () => {
    await carryOut(await protocol.quoteUnstake(context, owner as Address, 'max', { item: 1n }));
    const wait = async (): Promise<unknown> => {
      const [exit] = (await protocol.readPosition(context, owner as Address)).exits;
      const { basis, latest } = exit?.estimate ?? {};
      return [exit?.status, basis, latest === null, exit && explainEstimate(exit.estimate, inEnglish)];
    };
    const about = (text: string): unknown => expect.stringMatching(text);
    expect(await wait()).toEqual(['exiting', 'maturity', false, about('21 days after the request')]);
    await send(mpc, 'pool', 'setPause', [true]);
    expect(await wait()).toEqual([
      'exiting',
      'paused',
      true,
      about('^The pool is paused and pays no exits. .*21 days'),
    ]);
    await anvil.request('evm_increaseTime', [21 * DAY]);
    await anvil.request('evm_mine');
    expect(await wait()).toEqual(['exiting', 'paused', true, about('paused')]);
    await send(mpc, 'pool', 'setWhitelist', [owner, false]);
    await send(mpc, 'pool', 'setPause', [false]);
    expect(await wait()).toEqual(['exiting', 'off-list', true, about("off the pool's list")]);
    await send(mpc, 'pool', 'setWhitelist', [owner, true]);
    expect(await wait()).toEqual(['claimable', 'claimable-now', false, about('now')]);
  });
});

describe('the pool', () => {
  it('tells what it really paid, and a rate out of the pace of the L2 with its day', async () => {
    for (const blocks of [100, 200, 300]) {
      await submit({ 0: blocks, 1: blocks });
    }
    const { state, apr, exitTerms, escrows, troubles } = await protocol.readPool(context);
    expect(state.totalAssets).toBe(120_000n * METIS);
    expect([exitTerms.queuedAssets, escrows, troubles]).toEqual([0n, [info], []]);
    const [week] = apr;
    // Three batches behind the first, each a day.
    expect(week?.harvests).toBe(3);
    const seconds = BigInt((week?.to ?? 0) - (week?.from ?? 0));
    const expected = (reward(1_200) * 31_536_000n * METIS) / (120_000n * METIS * seconds);
    expect(week?.apr).toBe(expected);
    const live = liveRate(state, { blocks: 1_000, seconds: 17_500 });
    expect(live).toMatchObject({ blocksPerYear: 1_802_057n, totalLocked: 120_000n * METIS });
    expect(live?.rate).toBe((761n * 10n ** 12n * 1_000n * 31_536_000n * METIS) / (120_000n * METIS * 17_500n));
    expect((await readPace(context.request)).seconds).toBeGreaterThan(3 * DAY);
  });

  it('tells no yearly rate from batches of less than a day', async () => {
    await submit({ 0: 43_500 }, 60);
    const { apr } = await protocol.readPool(context);
    expect(apr[0]).toMatchObject({ days: 7, apr: null, harvests: 1 });
    expect(defined(apr[0]?.to) - defined(apr[0]?.from)).toBe(60);
    await submit({ 0: 43_500 }, DAY - 60);
    expect((await protocol.readPool(context)).apr[0]?.apr).toBeGreaterThan(0n);
  });

  it('looks dead when no batch came for long, or nobody is active', async () => {
    for (const blocks of [1, 2, 3]) {
      await submit({ 0: blocks });
    }
    await anvil.request('evm_increaseTime', [20 * DAY]);
    await anvil.request('evm_mine');
    expect((await protocol.readPool(context)).troubles?.map(({ kind }) => kind)).toEqual(['no-recent-rewards']);
    await send(mpc, 'token', 'mint', [owner, METIS]);
    const { troubles } = await protocol.quoteStake(context, owner as Address, METIS, { item: 1n });
    expect(troubles?.map(({ kind }) => kind)).toEqual(['no-recent-rewards']);
  });

  it('tells which sequencers work for an account, as owner or as recipient', async () => {
    const { active, sequencers } = await readBacking(context, [recipient as Address]);
    expect([active.length, sequencers.length]).toEqual([6, 6]);
    await carryOut(await protocol.quoteUnstake(context, owner as Address, 'max', { item: 1n }));
    const after = await readBacking(context, [owner as Address]);
    expect([after.active, after.sequencers.map(({ id }) => id)]).toEqual([[], [1n]]);
  });

  it('tells owners once of an exit that can be claimed, and of a place on the list that was lost', async () => {
    await carryOut(await protocol.quoteUnstake(context, owner as Address, 'max', { item: 1n }));
    const settled = async (): Promise<void> => {
      await anvil.request('anvil_mine', ['0x50']);
    };
    await settled();
    const first = await protocol.readNews(context, [owner as Address], undefined);
    expect(first.news).toEqual([]);
    await anvil.request('evm_increaseTime', [21 * DAY]);
    await settled();
    const second = await protocol.readNews(context, [owner as Address], structuredClone(first.kept));
    expect(second.news).toEqual([
      { kind: 'claimable', account: owner, exit: 1n, assets: 20_000n * METIS, total: 20_000n * METIS },
    ]);
    await send(mpc, 'pool', 'setWhitelist', [owner, false]);
    await settled();
    const third = await protocol.readNews(context, [owner as Address], structuredClone(second.kept));
    expect(third.news).toEqual([{ kind: 'blocked', account: owner }]);
    expect((await protocol.readNews(context, [owner as Address], structuredClone(third.kept))).news).toEqual([]);
  });

  it('tells owners what a week brought, with what they took out of it, and of other code once no reorg reaches it', async () => {
    const people = [owner as Address, accounts[4] as Address];
    const look = async (kept: unknown) => {
      await anvil.request('anvil_mine', ['0x50']);
      return protocol.readNews(context, people, structuredClone(kept));
    };
    await setCode(anvil, pool, 'aa');
    const first = await look(undefined);
    await submit({ 0: 100, 1: 5 });
    await carryOut(await protocol.quoteClaim(context, owner as Address, [1n]));
    const second = await look(first.kept);
    expect(second.news).toEqual([]);
    await submit({ 0: 7 }, 7 * DAY);
    // A top-up begins a new week.
    await send(mpc, 'token', 'mint', [accounts[4], METIS]);
    await carryOut(await protocol.quoteStake(context, accounts[4], METIS, { item: 2n }));
    await setCode(anvil, pool, 'bb');
    const before = await protocol.readNews(context, people, structuredClone(second.kept));
    expect(before.news.filter(({ kind }) => kind === 'upgraded')).toEqual([]);
    const third = await look(second.kept);
    expect(third.news).toEqual([
      {
        kind: 'summary',
        account: owner,
        assets: reward(107),
        total: 20_000n * METIS,
        since: expect.any(Number) as unknown,
      },
      { kind: 'upgraded', implementation: `0x${'bb'.repeat(20)}` },
    ]);
    expect((await look(third.kept)).news).toEqual([]);
  });

  it('can be listed among the protocols', () => {
    const listed: ListedProtocol = metisSequencers;
    expect(listed.id).toBe(localSequencerPool.protocol);
  });
});
