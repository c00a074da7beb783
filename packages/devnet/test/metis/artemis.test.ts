import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { artemis, exitHistories, paidBy, StakingError, type Address, type PoolContext } from '@pooled-staking/core';

import { countingSteps } from '../../../core/test/counting-steps';
import { artemisHashes } from '../../../core/src/protocols/metis/artemis/abi';
import { memoryStore } from '../../../core/test/memory-store';
import { operatorAccount } from '../../src/accounts';
import { contractInterface } from '../../src/contracts/deploy';
import { defined } from '../../src/defined';
import { ArtemisOnChain, artemisSeconds, contracts, METIS } from './artemis-on-chain';
import { setCode } from './proxy-code';

const { day, delay } = artemisSeconds;

let on: ArtemisOnChain;
let context: PoolContext;
let [ann, bob, cem]: Address[] = [];
let snapshot: unknown;

beforeAll(async () => {
  on = await ArtemisOnChain.start();
  context = on.context();
  [ann, bob, cem] = on.people;
  snapshot = await on.anvil.request('evm_snapshot');
});

afterAll(() => on.anvil.stop());

beforeEach(async () => {
  await on.anvil.request('evm_revert', [snapshot]);
  snapshot = await on.anvil.request('evm_snapshot');
});

const who = (account: Address | undefined): Address => defined(account);
const positionOf = async (account: Address | undefined) => artemis.readPosition(context, who(account));

/** What refused: its code and the kind of problem. */
async function refusal(work: Promise<unknown>): Promise<string[]> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof StakingError ? [error.code, error.problem.kind] : [String(error)];
}

describe('a life in Artemis', () => {
  it('is told to the wei: stakes, rewards, transfers, requests, claims, by several people', async () => {
    const [a, b, c] = [who(ann), who(bob), who(cem)];
    await on.stake(a, 1_000n * METIS);
    await on.wait(day);
    await on.reward(10n * METIS + 7n);
    await on.stake(b, 333n * METIS + 1n);
    await on.wait(day);
    await on.reward(5n * METIS + 3n, false);
    // Brings the waiting rewards in first.
    await on.stake(c, 77n * METIS + 13n);
    const moved = 100n * METIS + 1n;
    const movedWorth = await on.worth(moved);
    await on.call('token', 'transfer', a, [c, moved]);
    await on.wait(day);
    await on.reward(3n * METIS + 1n);
    await on.call('withdrawalManager', 'initiateWithdrawal', b, [50n * METIS]);
    await on.call('withdrawalManager', 'initiateWithdrawal', a, [20n * METIS]);
    await on.call('withdrawalManager', 'initiateWithdrawal', b, [25n * METIS]);
    await on.release(2n);
    await on.wait(delay);
    const paid = { before: await on.chain.balance(b), after: 0n };
    const [{ exits: open }] = [await positionOf(b)];
    const quote = await artemis.quoteClaim(context, b);
    const { cost } = await on.sendQuoted(quote.transaction);
    paid.after = await on.chain.balance(b);
    const got = paid.after + cost - paid.before;
    expect(got).toBe(quote.assets);
    expect(
      open.map(({ id, status, totalAssets, claimableAssets }) => [id, status, claimableAssets > 0n, totalAssets > 0n]),
    ).toEqual([
      [0n, 'claimable', true, true],
      [2n, 'queued', false, true],
    ]);
    await on.reward(2n * METIS);

    const [pa, pb, pc] = [await positionOf(a), await positionOf(b), await positionOf(c)];
    for (const [position, account] of [
      [pa, a],
      [pb, b],
      [pc, c],
    ] as const) {
      const shares = await on.read('token', 'balanceOf', [account]);
      expect(position).toMatchObject({ gap: null, shares, assets: await on.worth(shares) });
      expect(position.balance).toBe(await on.chain.balance(account));
    }
    const exitA = pa.exitingAssets;
    expect(pa.lifetimeRewards).toBe(pa.assets + exitA + movedWorth - 1_000n * METIS);
    expect(pb.lifetimeRewards).toBe(pb.assets + pb.exitingAssets + got - (333n * METIS + 1n));
    expect(pc.lifetimeRewards).toBe(pc.assets - (77n * METIS + 13n) - movedWorth);
    expect([pa, pb, pc].every(({ lifetimeRewards }) => (lifetimeRewards ?? 0n) > 0n)).toBe(true);
    // Nine tenths of 20.000…011 came in; all that the pool is worth came from somebody, or is dust of roundings.
    const rewards = [pa, pb, pc].reduce((sum, { lifetimeRewards }) => sum + (lifetimeRewards ?? 0n), 0n);
    const net = ((20n * METIS + 11n) * 9n) / 10n;
    expect(net - rewards).toBeGreaterThanOrEqual(-1n);
    expect(net - rewards).toBeLessThan(20n);

    const timed = await artemis.readPosition(context, b, { withEntryTimes: true });
    expect(artemis.entriesOf(timed).map(({ type }) => type)).toEqual([
      'stake',
      'exit-requested',
      'exit-requested',
      'claimed',
    ]);
    const [claimed, second] = exitHistories(artemis.entriesOf(timed));
    expect(claimed && [claimed.id, paidBy(claimed)]).toEqual([0n, got]);
    expect(second).toMatchObject({ id: 2n, payments: [], left: null });
    expect(artemis.entriesOf(await artemis.readPosition(context, c, { withEntryTimes: true })).at(-1)).toMatchObject({
      ...{ type: 'received', shares: moved, assets: movedWorth },
      counterparty: a.toLowerCase(),
    });
    for (const position of [pa, pb, pc]) {
      const { rewards: all, points } = await artemis.readHistory(context, position, {});
      expect(all).toBe(position.lifetimeRewards);
      expect(points.length).toBeGreaterThan(1);
      const middle = defined(points[1]).time;
      const halves = await Promise.all([
        artemis.readHistory(context, position, { to: middle }),
        artemis.readHistory(context, position, { from: middle }),
      ]);
      expect(halves.reduce((sum, half) => sum + half.rewards, 0n)).toBe(all);
    }
  });

  it('lays each gain to the harvest that brought it', async () => {
    const a = who(ann);
    await on.stake(a, 100n * METIS);
    await on.reward(10n * METIS);
    await on.stake(who(bob), 109n * METIS);
    await on.reward(20n * METIS);
    await on.reward(30n * METIS, false);
    // A transfer in the block of a harvest is worth what it is at the end of the block.
    await on.anvil.request('evm_setAutomine', [false]);
    const send = async (to: Address, name: string, method: string, args: readonly unknown[]) =>
      on.anvil.request('eth_sendTransaction', [
        {
          from: a,
          to,
          data: contractInterface(name).encodeFunctionData(method, args),
          gas: '0x7a120',
          gasPrice: '0x77359400',
        },
      ]);
    await send(contracts.token, 'ArtMetis', 'transfer', [who(cem), 10n * METIS]);
    await send(contracts.pool, 'AMTDepositPool', 'harvest', []);
    await on.anvil.request('evm_setAutomine', [true]);
    await on.chain.mine();
    const position = await positionOf(a);
    const { points } = await artemis.readHistory(context, position, {});
    // 9, 9 of 18, and 13.5 of 27 METIS, of which the tenth that was sent is worth 1.35 more.
    expect(points.map(({ reward, putIn }) => [reward, putIn])).toEqual([
      [9n * METIS, 100n * METIS],
      [9n * METIS, 0n],
      [(135n * METIS) / 10n, -(1315n * METIS) / 100n],
      ...(points.length > 3 ? [[0n, 0n]] : []),
    ]);
    expect((await positionOf(cem)).lifetimeRewards).toBe(0n);
  });

  it('refuses claims before their time, before their release, and a second time, each with its reason', async () => {
    const a = who(ann);
    expect(await refusal(artemis.quoteClaim(context, a))).toEqual(['NOTHING_TO_CLAIM', 'no-open-exit']);
    await on.stake(a, 10n * METIS);
    for (const shares of [1n, 2n, 3n]) {
      await on.call('withdrawalManager', 'initiateWithdrawal', a, [shares * METIS]);
    }
    const complete = async (): Promise<number> => on.call('withdrawalManager', 'completeWithdrawal', a);
    expect(await refusal(artemis.quoteClaim(context, a))).toEqual(['NOTHING_TO_CLAIM', 'exit-queued']);
    await expect(complete()).rejects.toThrow("hasn't released the exit yet");
    await on.release(2n);
    const early = defined((await positionOf(a)).exits[0]);
    expect(early).toMatchObject({ status: 'exiting', exitedAssets: METIS, claimableAssets: 0n });
    expect(early.estimate).toMatchObject({ basis: 'maturity', earliest: early.requestedAt + delay });
    expect(await refusal(artemis.quoteClaim(context, a))).toEqual(['CLAIM_TOO_EARLY', 'exit-too-early']);
    await expect(complete()).rejects.toThrow("waiting time isn't over");
    await on.wait(delay);
    const first = await artemis.quoteClaim(context, a, [1n, 0n, 2n, 9n]);
    expect(first.exits.map(({ id }) => id)).toEqual([0n]);
    expect(first.leftOut.map(({ id, reason }) => [id, reason])).toEqual([
      [1n, 'one-at-a-time'],
      [2n, 'queued'],
      [9n, 'unknown'],
    ]);
    expect(await refusal(artemis.quoteClaim(context, a, [1n]))).toEqual(['NOTHING_TO_CLAIM', 'one-claim-at-a-time']);
    await on.sendQuoted(first.transaction);
    expect(await refusal(artemis.quoteClaim(context, a, [0n]))).toEqual(['UNKNOWN_EXIT', 'no-exit']);
    await on.sendQuoted((await artemis.quoteClaim(context, a, [1n])).transaction);
    expect(await refusal(artemis.quoteClaim(context, a))).toEqual(['NOTHING_TO_CLAIM', 'exit-queued']);
    expect((await positionOf(a)).exits.map(({ id, status }) => [id, status])).toEqual([[2n, 'queued']]);
  });

  it('waits with what the manager cannot pay, and says that it lacks the money', async () => {
    const a = who(ann);
    await on.stake(a, 10n * METIS);
    await on.call('withdrawalManager', 'initiateWithdrawal', a, [METIS]);
    await on.release(1n);
    await on.wait(delay);
    await on.chain.setBalance(contracts.withdrawalManager, METIS / 2n);
    const [exit] = (await positionOf(a)).exits;
    expect(exit).toMatchObject({ status: 'queued', claimableAssets: 0n, estimate: { basis: 'unfunded' } });
    expect(await refusal(artemis.quoteClaim(context, a))).toEqual(['NOTHING_TO_CLAIM', 'exit-unfunded']);
    const { troubles } = await artemis.readPool(context);
    expect(troubles).toContainEqual({ kind: 'exits-unfunded', missing: METIS - METIS / 2n });
  });
});

describe('quotes', () => {
  it('stake after a harvest, with a least amount that holds, and say what is left', async () => {
    const [a, b] = [who(ann), who(bob)];
    await on.stake(b, 500n * METIS);
    await on.reward(50n * METIS, false);
    const before = await on.chain.balance(a);
    const amount = 11n * METIS + 5n;
    const quote = await artemis.quoteStake(context, a, amount);
    expect(quote).toMatchObject({ approvals: [], wayBack: 'release', assetsBefore: 0n, withHarvest: false });
    expect(quote.claimDelay).toEqual({ seconds: delay, basis: 'contract', claims: 0 });
    const { cost } = await on.sendQuoted(quote.transaction);
    const shares = await on.read('token', 'balanceOf', [a]);
    expect(await on.chain.balance(a)).toBe(before - amount - cost);
    expect((await positionOf(a)).assets).toBe(quote.assetsAfter);
    expect(shares).toBeGreaterThanOrEqual(defined(quote.leastShares));
    expect(shares - defined(quote.leastShares)).toBeLessThanOrEqual((shares * 6n) / 1000n);
    expect(quote.balanceAfter).toBe(before - amount - quote.networkFee.fee);
    // The account's own stake gains by the harvest that its next stake makes.
    await on.reward(10n * METIS, false);
    const more = await artemis.quoteStake(context, a, METIS);
    expect(more.reportChange).toBe((await positionOf(a)).pendingRewards);
    expect(more.reportChange).toBeGreaterThan(0n);
  });

  it('take the least shares that a person names, and refuse more than the pool gives', async () => {
    const a = who(ann);
    await on.stake(who(bob), 500n * METIS);
    await on.reward(50n * METIS);
    const given = await on.read('pool', 'getArtMetisAmountToMint', [METIS]);
    const quote = await artemis.quoteStake(context, a, METIS, { leastShares: given });
    expect(quote.leastShares).toBe(given);
    await on.sendQuoted(quote.transaction);
    expect(await on.read('token', 'balanceOf', [a])).toBe(given);
    const higher = artemis.quoteStake(context, a, METIS, { leastShares: given + 1n });
    expect(await refusal(higher)).toEqual(['WOULD_REVERT', 'fewer-shares']);
  });

  it('fail in the chain rather than stake at a worse rate than was shown', async () => {
    const a = who(ann);
    await on.stake(who(bob), 500n * METIS);
    const quote = await artemis.quoteStake(context, a, METIS);
    await on.reward(50n * METIS);
    await expect(on.sendQuoted(quote.transaction)).rejects.toThrow('reverted');
    expect(await on.read('token', 'balanceOf', [a])).toBe(0n);
  });

  it('request a withdrawal at the rate of the moment, without a harvest, and keep that promise', async () => {
    const [a, b] = [who(ann), who(bob)];
    await on.stake(a, 500n * METIS);
    await on.stake(b, 70n * METIS);
    await on.reward(33n * METIS + 5n);
    await on.reward(9n * METIS, false);
    const quote = await artemis.quoteUnstake(context, a, 123n * METIS + 1n);
    expect(quote).toMatchObject({ way: 'release', isAll: false, reportChange: 0n });
    expect(quote.assets).toBeGreaterThanOrEqual(123n * METIS + 1n);
    expect(quote.assets).toBeLessThan(123n * METIS + 3n);
    await on.sendQuoted(quote.transaction);
    const { exits, assets } = await positionOf(a);
    expect(exits[0]).toMatchObject({ shares: quote.shares, totalAssets: quote.assets, status: 'queued' });
    expect(exits[0]?.estimate).toMatchObject({ basis: 'release', latest: null });
    expect(assets).toBe(quote.assetsAfter);
    await on.reward(40n * METIS);
    expect(defined((await positionOf(a)).exits[0]).totalAssets).toBe(quote.assets);
    const all = await artemis.quoteUnstake(context, a, 'max');
    expect(all).toMatchObject({ isAll: true, assetsAfter: 0n });
    await on.sendQuoted(all.transaction);
    expect(await on.read('token', 'balanceOf', [a])).toBe(0n);
    expect((await positionOf(a)).gap).toBeNull();
  });

  it('let the last staker out, whom the manager would promise more than there is', async () => {
    const a = who(ann);
    await on.stake(a, 100n * METIS);
    await on.reward(7n * METIS + 77n);
    const all = on.call('withdrawalManager', 'initiateWithdrawal', a, [100n * METIS]);
    await expect(all).rejects.toThrow();
    const quote = await artemis.quoteUnstake(context, a, 'max');
    expect(100n * METIS - quote.shares).toBeLessThan(1_000n);
    await on.sendQuoted(quote.transaction);
    expect(await on.read('pool', 'totalDeposits')).toBeLessThan(10n);
  });

  it('refuse while the pool or the manager is paused, and what an account does not have', async () => {
    const a = who(ann);
    await on.stake(a, 10n * METIS);
    await on.call('withdrawalManager', 'initiateWithdrawal', a, [METIS]);
    await on.call('pool', 'setPaused', operatorAccount, [true]);
    expect(await refusal(artemis.quoteStake(context, a, METIS))).toEqual(['POOL_PAUSED', 'pool-paused']);
    expect((await artemis.readPool(context)).troubles).toContainEqual({ kind: 'paused' });
    await artemis.quoteUnstake(context, a, METIS);
    await on.call('withdrawalManager', 'setPaused', operatorAccount, [true]);
    expect(await refusal(artemis.quoteUnstake(context, a, METIS))).toEqual(['POOL_PAUSED', 'pool-paused']);
    expect(await refusal(artemis.quoteClaim(context, a))).toEqual(['POOL_PAUSED', 'pool-paused']);
    await on.call('pool', 'setPaused', operatorAccount, [false]);
    await on.call('withdrawalManager', 'setPaused', operatorAccount, [false]);
    const balance = await on.chain.balance(a);
    const refused = [
      ...[0n, 10n ** 30n, balance].map((amount) => artemis.quoteStake(context, a, amount)),
      ...[20n * METIS, 0n].map((amount) => artemis.quoteUnstake(context, a, amount)),
      artemis.quoteUnstake(context, who(bob), 'max'),
    ];
    expect(await Promise.all(refused.map(refusal))).toEqual([
      ['AMOUNT_TOO_SMALL', 'no-amount-to-stake'],
      ['INSUFFICIENT_BALANCE', 'no-eth-for-stake'],
      ['INSUFFICIENT_BALANCE', 'no-eth-for-stake-and-fee'],
      ['INSUFFICIENT_STAKE', 'more-than-staked'],
      ['AMOUNT_TOO_SMALL', 'no-amount-to-unstake'],
      ['INSUFFICIENT_STAKE', 'nothing-staked'],
    ]);
  });
});

describe('the pool', () => {
  it('tells its fee, its rates and what waits, from its own logs', async () => {
    await on.stake(who(ann), 1_000n * METIS);
    for (let week = 0; week < 5; week += 1) {
      await on.wait(7 * day);
      await on.reward(10n * METIS);
    }
    await on.call('withdrawalManager', 'initiateWithdrawal', who(ann), [5n * METIS]);
    const { state, apr, exitTerms, troubles } = await artemis.readPool(context);
    expect(state).toMatchObject({ feeBps: 1_000, status: 'open', totalAssets: await on.read('pool', 'totalDeposits') });
    expect(exitTerms.queuedAssets).toBe(defined((await positionOf(ann)).exits[0]).totalAssets);
    expect(troubles).toEqual([]);
    // 9 of about 1,000 METIS a week: 0.9 % · 52.14 weeks. A window shorter than three harvests makes no rate.
    expect(apr[0]).toMatchObject({ days: 7, apr: null, harvests: 1 });
    const month = defined(apr[1]);
    expect(month).toMatchObject({ days: 30, harvests: 4 });
    expect(Number(month.apr) / 1e18).toBeCloseTo(((9 / 1_009) * 365) / 7, 2);
    expect(await artemis.readRates(context, state, [30])).toEqual([month]);
  });

  it('looks dead after a month without rewards', async () => {
    await on.stake(who(ann), 1_000n * METIS);
    expect((await artemis.readPool(context)).troubles).toEqual([{ kind: 'no-recent-rewards', since: null }]);
    await on.reward(METIS);
    const { timestamp: since } = await on.chain.latestBlock();
    expect((await artemis.readPool(context)).troubles).toEqual([]);
    await on.wait(31 * day);
    const dead = [{ kind: 'no-recent-rewards', since }];
    expect((await artemis.readPool(context)).troubles).toEqual(dead);
    expect((await artemis.quoteStake(context, who(ann), METIS)).troubles).toEqual(dead);
  });
});

describe('reading', () => {
  it('takes at most 3 steps at first, and 1 or 2 after that', async () => {
    const a = who(ann);
    await on.stake(a, 100n * METIS);
    await on.reward(METIS);
    await on.call('token', 'transfer', a, [who(bob), METIS]);
    for (let each = 0; each < 6; each += 1) {
      await on.call('withdrawalManager', 'initiateWithdrawal', a, [METIS]);
    }
    await on.anvil.request('anvil_mine', ['0x60']);
    const store = memoryStore();
    const look = async () => {
      const { request, steps } = countingSteps(on.request);
      const position = await artemis.readPosition(on.context(request, store), a);
      expect(position).toMatchObject({ gap: null });
      expect(position.exits).toHaveLength(6);
      return steps();
    };
    expect(await look()).toBeLessThanOrEqual(3);
    expect(await look()).toBeLessThanOrEqual(2);
    const c = who(cem);
    await on.stake(c, METIS);
    await on.anvil.request('anvil_mine', ['0x60']);
    const plain = async () => {
      const { request, steps } = countingSteps(on.request);
      await artemis.readPosition(on.context(request, store), c);
      return steps();
    };
    expect(await plain()).toBeLessThanOrEqual(2);
    expect(await plain()).toBe(1);
  });

  it('tells no rewards that the logs do not prove, and all that can be told nevertheless', async () => {
    const a = who(ann);
    await on.stake(a, 100n * METIS);
    await on.reward(METIS);
    await on.call('token', 'transfer', a, [who(bob), METIS]);
    await on.call('withdrawalManager', 'initiateWithdrawal', a, [METIS]);
    const lacking = (topic: string): PoolContext =>
      on.context(async (args) => {
        const answer = await on.request(args);
        return args.method === 'eth_getLogs'
          ? (answer as { topics: string[] }[]).filter(({ topics }) => topics[0] !== topic)
          : answer;
      });
    const without = async (topic: string) => artemis.readPosition(lacking(topic), a);
    expect(await without(artemisHashes.MetisDeposited)).toMatchObject({
      lifetimeRewards: null,
      gap: { kind: 'stake' },
    });
    const unasked = await without(artemisHashes.WithdrawRequestInitiated);
    expect(unasked).toMatchObject({
      lifetimeRewards: null,
      gap: { kind: 'stake' },
      exitingAssets: (await positionOf(a)).exitingAssets,
    });
    expect(unasked.exits).toHaveLength(1);
    // Harvests alone are missing: old state tells what the transfer was worth.
    const old = await without(artemisHashes.Harvested);
    expect(old).toMatchObject({ gap: null, lifetimeRewards: (await positionOf(a)).lifetimeRewards });
    await expect(artemis.readHistory(lacking(artemisHashes.Harvested), old, {})).rejects.toThrow('HISTORY_INCOMPLETE');
  });

  it('tells what a week brought of what stayed staked, and other code of its withdrawals', async () => {
    const [a, b] = [who(ann), who(bob)];
    await on.stake(a, 100n * METIS);
    await on.stake(b, 50n * METIS);
    const { withdrawalManager } = contracts;
    await setCode(on.anvil, withdrawalManager, 'aa');
    const look = async (kept: unknown) => {
      await on.anvil.request('anvil_mine', ['0x41']);
      return artemis.readNews(context, [a, b], JSON.parse(JSON.stringify(kept ?? null)));
    };
    const first = await look(undefined);
    const worth = (await positionOf(a)).assets;
    await on.reward(10n * METIS);
    await on.wait(7 * day);
    await on.call('withdrawalManager', 'initiateWithdrawal', b, [METIS]);
    await setCode(on.anvil, withdrawalManager, 'bb');
    const second = await look(first.kept);
    const { assets } = await positionOf(a);
    expect(assets - worth).toBeGreaterThan(5n * METIS);
    expect(second.news).toEqual([
      { kind: 'upgraded', implementation: `0x${'bb'.repeat(20)}` },
      { kind: 'summary', account: a, assets: assets - worth, total: assets, since: expect.any(Number) as unknown },
    ]);
    expect((await look(second.kept)).news).toEqual([]);
  });

  it('tells once that a request was released and is due', async () => {
    const a = who(ann);
    await on.stake(a, 100n * METIS);
    await on.call('withdrawalManager', 'initiateWithdrawal', a, [METIS]);
    await on.call('withdrawalManager', 'initiateWithdrawal', a, [2n * METIS]);
    const settle = async () => on.anvil.request('anvil_mine', ['0x41']);
    const look = async (kept: unknown) =>
      artemis.readNews(context, [a, who(bob)], JSON.parse(JSON.stringify(kept ?? null)));
    await settle();
    const first = await look(undefined);
    expect(first.news).toEqual([]);
    await on.release(1n);
    await on.wait(delay);
    await settle();
    const second = await look(first.kept);
    expect(second.news).toEqual([{ kind: 'claimable', account: a, exit: 0n, assets: METIS, total: METIS }]);
    await on.call('rewardPool', 'setFeeRate', operatorAccount, [METIS / 5n]);
    await on.call('withdrawalManager', 'completeWithdrawal', a);
    await on.release(2n);
    await settle();
    const third = await look(second.kept);
    expect(third.news).toEqual([
      { kind: 'claimable', account: a, exit: 1n, assets: 2n * METIS, total: 2n * METIS },
      { kind: 'fee', before: 1_000, feeBps: 2_000 },
    ]);
    await settle();
    expect((await look(third.kept)).news).toEqual([]);
    expect((await look({ version: 1, accounts: 'odd' })).news).toHaveLength(1);
  });
});
