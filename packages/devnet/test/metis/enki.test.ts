import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { estimateOf, exitHistories, metis, paidBy, type Address, type StakingError } from '@pooled-staking/core';

import { accounts, operatorAccount } from '../../src/accounts';
import { eMetisProtocol, seMetisProtocol } from '../../../core/src/protocols/metis/enki/protocols';
import { countingSteps } from '../../../core/test/counting-steps';
import { memoryStore } from '../../../core/test/memory-store';
import { eMetisPool, seMetisPool } from '@pooled-staking/core';
import { DAY, eMetis, EnkiChain, enki, enkiToken, METIS, metisToken, minter, seMetis } from './enki-chain';
import { setCode } from './proxy-code';

const [anna, ben, carla] = accounts as unknown as [Address, Address, Address];

let chain: EnkiChain;
let undo: () => Promise<void>;

beforeAll(async () => {
  chain = await EnkiChain.start();
}, 60_000);
afterAll(async () => chain.anvil.stop());
beforeEach(async () => {
  undo = await chain.snapshot();
});
afterEach(async () => undo());

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => {
      const { code, problem } = error as StakingError;
      return `${code}: ${problem.kind}`;
    },
  );

const position = async (account: Address) =>
  eMetisProtocol.readPosition(chain.eMetis, account, { withEntryTimes: true });
const shares = async (account: Address) =>
  seMetisProtocol.readPosition(chain.seMetis, account, { withEntryTimes: true });
const mint = async (account: Address, amount: bigint): Promise<bigint> =>
  chain.send(await eMetisProtocol.quoteStake(chain.eMetis, account, amount));
const deposit = async (account: Address, amount: bigint): Promise<bigint> =>
  chain.send(await seMetisProtocol.quoteStake(chain.seMetis, account, amount, { asset: metis }));

describe('eMETIS', () => {
  it('is minted one for one behind an approval of exactly the amount, and METIS is one balance', async () => {
    const before = await chain.metisOf(anna);
    const amount = 100n * METIS + 7n;
    const quote = await eMetisProtocol.quoteStake(chain.eMetis, anna, amount);
    expect(quote).toMatchObject({ amount, assetsBefore: 0n, assetsAfter: amount, wayBack: 'maturity' });
    expect(quote.approvals.map(({ to }) => to)).toEqual([metisToken]);
    expect(quote.balanceAfter).toBe(before - amount - quote.networkFee.fee);
    const cost = await chain.send(quote);
    expect(await chain.metisOf(anna)).toBe(before - amount - cost);
    expect(await chain.read(metisToken, 'MetisToken', 'allowance', anna, minter)).toBe(0n);
    const found = await position(anna);
    expect(found).toMatchObject({
      shares: amount,
      assets: amount,
      staked: amount,
      paidOut: 0n,
      lifetimeRewards: 0n,
      gap: null,
    });
    expect(found.balance).toBe(before - amount - cost);
    expect(eMetisProtocol.entriesOf(found).map(({ type, assets }) => [type, assets])).toEqual([['stake', amount]]);
  });

  it('takes approvals that are there: enough, larger, and too small', async () => {
    await chain.call(anna, metisToken, 'MetisToken', 'approve', minter, 5n * METIS);
    const enough = await eMetisProtocol.quoteStake(chain.eMetis, anna, 5n * METIS);
    expect(enough.approvals).toEqual([]);
    const less = await eMetisProtocol.quoteStake(chain.eMetis, anna, 2n * METIS);
    expect(less.approvals).toEqual([]);
    await chain.send(less);
    const more = await eMetisProtocol.quoteStake(chain.eMetis, anna, 3n * METIS + 1n);
    expect(more.approvals).toHaveLength(1);
    await chain.send(more);
    expect(await chain.read(eMetis, 'EMetis', 'balanceOf', anna)).toBe(5n * METIS + 1n);
    expect(await chain.read(metisToken, 'MetisToken', 'allowance', anna, minter)).toBe(0n);
  });

  it('leaves through tickets: too early, unfunded, one at a time, and not twice', async () => {
    await mint(anna, 100n * METIS);
    await chain.configure('setRedemptionFee', 2_000);
    const first = await eMetisProtocol.quoteUnstake(chain.eMetis, anna, 30n * METIS);
    const fee = (30n * METIS) / 500n;
    expect(first).toMatchObject({
      shares: 30n * METIS,
      assets: 30n * METIS - fee,
      exitFee: fee,
      way: 'maturity',
      isAll: false,
    });
    expect(first.claimDelay.seconds).toBe(20 * DAY);
    const due = first.state.block.timestamp + 20 * DAY;
    expect(estimateOf(first)).toMatchObject({ earliest: due, latest: due, basis: 'maturity' });
    await chain.send(first);
    await chain.send(await eMetisProtocol.quoteUnstake(chain.eMetis, anna, 'max'));
    const waiting = await position(anna);
    expect(waiting.assets).toBe(0n);
    const asked = eMetisProtocol.entriesOf(waiting).filter(({ type }) => type === 'exit-requested');
    expect(asked.map(({ assets, shares: left }) => [assets, left])).toEqual([
      [30n * METIS - fee, 30n * METIS],
      [70n * METIS - (70n * METIS) / 500n, 70n * METIS],
    ]);
    expect(
      waiting.exits.map(({ id, status, totalAssets, estimate }) => [id, status, totalAssets, estimate.basis]),
    ).toEqual([
      [0n, 'exiting', 30n * METIS - fee, 'maturity'],
      [1n, 'exiting', 70n * METIS - (70n * METIS) / 500n, 'maturity'],
    ]);
    expect(waiting.lifetimeRewards).toBe(-(100n * METIS) / 500n);
    expect(await codeOf(eMetisProtocol.quoteClaim(chain.eMetis, anna))).toBe('CLAIM_TOO_EARLY: ticket-not-mature');

    await chain.pass(20 * DAY);
    expect((await position(anna)).exits.map(({ status, estimate }) => [status, estimate.basis])).toEqual([
      ['queued', 'unfunded'],
      ['queued', 'unfunded'],
    ]);
    expect(await codeOf(eMetisProtocol.quoteClaim(chain.eMetis, anna, [0n]))).toBe('NOTHING_TO_CLAIM: exit-unfunded');
    const { troubles } = await eMetisProtocol.readPool(chain.eMetis);
    expect(troubles).toEqual([{ kind: 'exits-unfunded', missing: 100n * METIS - (100n * METIS) / 500n }]);

    await chain.fundQueue(200n * METIS);
    const claim = await eMetisProtocol.quoteClaim(chain.eMetis, anna, [0n, 1n, 9n]);
    expect(claim.exits.map(({ id }) => id)).toEqual([0n]);
    expect(claim.leftOut.map(({ id, reason }) => [id, reason])).toEqual([
      [9n, 'unknown'],
      [1n, 'one-at-a-time'],
    ]);
    const before = await chain.metisOf(anna);
    const cost = await chain.send(claim);
    expect(await chain.metisOf(anna)).toBe(before + claim.assets - cost);
    expect(claim.assets).toBe(30n * METIS - fee);
    expect(await codeOf(eMetisProtocol.quoteClaim(chain.eMetis, anna, [0n]))).toBe('UNKNOWN_EXIT: no-exit');
    await expect(chain.send(claim)).rejects.toThrow('reverted');
    await chain.send(await eMetisProtocol.quoteClaim(chain.eMetis, anna));
    const after = await position(anna);
    expect(after).toMatchObject({ exits: [], assets: 0n, gap: null, lifetimeRewards: -(100n * METIS) / 500n });
    expect(after.staked - after.paidOut).toBe((100n * METIS) / 500n);
    const history = await eMetisProtocol.readHistory(chain.eMetis, after, {});
    expect(history.rewards).toBe(after.lifetimeRewards);
    const [paid, second] = exitHistories(eMetisProtocol.entriesOf(after));
    expect(paid).toMatchObject({ id: 0n, begun: { type: 'exit-requested' }, left: null });
    expect([paid, second].map((each) => each && paidBy(each))).toEqual([
      30n * METIS - fee,
      70n * METIS - (70n * METIS) / 500n,
    ]);
  });

  it('follows tickets that are sent, sold and cancelled', async () => {
    await mint(anna, 50n * METIS);
    await chain.send(await eMetisProtocol.quoteUnstake(chain.eMetis, anna, 20n * METIS));
    await chain.send(await eMetisProtocol.quoteUnstake(chain.eMetis, anna, 10n * METIS));
    await chain.call(anna, chain.contracts.redemptionQueue, 'RedemptionQueue', 'transferFrom', anna, ben, 0n);
    const given = await position(anna);
    expect(given.exits.map(({ id }) => id)).toEqual([1n]);
    expect(given).toMatchObject({ gap: null, lifetimeRewards: 0n, paidOut: 20n * METIS });
    const taken = await position(ben);
    expect(taken.exits.map(({ id, totalAssets }) => [id, totalAssets])).toEqual([[0n, 20n * METIS]]);
    expect(taken).toMatchObject({ gap: null, lifetimeRewards: 0n, staked: 20n * METIS });
    await chain.call(anna, chain.contracts.redemptionQueue, 'RedemptionQueue', 'cancelRedemptionTicketNft', anna, 1n);
    const fee = (10n * METIS) / 1_000n;
    const cancelled = await position(anna);
    expect(cancelled).toMatchObject({ exits: [], assets: 30n * METIS - fee, lifetimeRewards: -fee, gap: null });
    expect(eMetisProtocol.entriesOf(cancelled).map(({ type }) => type)).toEqual([
      'stake',
      'exit-requested',
      'exit-requested',
      'sent',
      'exit-cancelled',
    ]);
    const ends = exitHistories(eMetisProtocol.entriesOf(cancelled)).map(({ id, left }) => [id, left?.type]);
    expect(ends).toEqual([
      [0n, 'sent'],
      [1n, 'exit-cancelled'],
    ]);
    const [bought] = exitHistories(eMetisProtocol.entriesOf(await position(ben)));
    expect(bought).toMatchObject({ id: 0n, begun: { type: 'received' }, payments: [], left: null });
    await chain.pass(20 * DAY);
    await chain.fundQueue(20n * METIS);
    const before = await chain.metisOf(ben);
    const cost = await chain.send(await eMetisProtocol.quoteClaim(chain.eMetis, ben));
    expect(await chain.metisOf(ben)).toBe(before + 20n * METIS - cost);
    expect(await codeOf(eMetisProtocol.quoteClaim(chain.eMetis, anna))).toBe('NOTHING_TO_CLAIM: no-open-exit');
  });

  it('refuses what cannot work before anything is signed', async () => {
    const all = await chain.metisOf(carla);
    expect(await codeOf(eMetisProtocol.quoteStake(chain.eMetis, carla, 0n))).toBe(
      'AMOUNT_TOO_SMALL: no-amount-to-stake',
    );
    expect(await codeOf(eMetisProtocol.quoteStake(chain.eMetis, carla, all + 1n))).toBe(
      'INSUFFICIENT_BALANCE: no-eth-for-stake',
    );
    expect(await codeOf(eMetisProtocol.quoteStake(chain.eMetis, carla, all))).toBe(
      'INSUFFICIENT_BALANCE: no-eth-for-stake-and-fee',
    );
    expect(await codeOf(eMetisProtocol.quoteUnstake(chain.eMetis, carla, 1n))).toBe(
      'INSUFFICIENT_STAKE: nothing-staked',
    );
    await mint(carla, METIS);
    expect(await codeOf(eMetisProtocol.quoteUnstake(chain.eMetis, carla, 2n * METIS))).toBe(
      'INSUFFICIENT_STAKE: more-than-staked',
    );
  });
});

describe('seMETIS', () => {
  it('earns for several stakers, to the wei, with rates and a history that adds up', async () => {
    await deposit(anna, 300n * METIS);
    await mint(ben, 100n * METIS);
    await chain.pass(DAY);
    await chain.reward(10n * METIS);
    const quote = await seMetisProtocol.quoteStake(chain.seMetis, ben, 100n * METIS);
    expect(quote.approvals.map(({ to }) => to)).toEqual([eMetis]);
    await chain.send(quote);
    expect((await shares(ben)).assets).toBe(quote.assetsAfter);
    await chain.pass(10 * DAY);
    await chain.reward(5n * METIS);
    await chain.call(anna, seMetis, 'SeMetis', 'transfer', carla, 40n * METIS);
    await chain.pass(10 * DAY);
    await chain.reward(7n * METIS);
    for (const account of [anna, ben, carla]) {
      const found = await shares(account);
      const held = await chain.read(seMetis, 'SeMetis', 'balanceOf', account);
      expect(found.assets).toBe(await chain.read(seMetis, 'SeMetis', 'convertToAssets', held));
      expect(found.gap).toBeNull();
      expect(found.lifetimeRewards).toBe(found.assets + found.paidOut - found.staked);
      const history = await seMetisProtocol.readHistory(chain.seMetis, found, {});
      expect(history.rewards).toBe(found.lifetimeRewards);
      expect(history.points.slice(0, -1).every(({ reward }) => reward > 0n)).toBe(true);
    }
    const { state, apr, troubles } = await seMetisProtocol.readPool(chain.seMetis);
    expect(state.totalAssets).toBe(await chain.read(seMetis, 'SeMetis', 'totalAssets'));
    expect(troubles).toEqual([]);
    const [headline] = apr;
    expect(headline?.harvests).toBe(1);
    expect(headline?.apr).toBeGreaterThan(0n);
    await chain.pass(31 * DAY);
    expect((await seMetisProtocol.readPool(chain.seMetis)).troubles).toMatchObject([{ kind: 'no-recent-rewards' }]);
  });

  it('leaves with a part that vests only while ENKI is staked', async () => {
    await deposit(anna, 100n * METIS);
    await chain.reward(20n * METIS);
    const before = await shares(anna);
    const quote = await seMetisProtocol.quoteUnstake(chain.seMetis, anna, 'max');
    expect(quote.assets).toBe(before.assets);
    expect(quote.atOnce).toBe(before.assets - before.assets / 2n);
    expect(quote).toMatchObject({ way: 'vesting', isAll: true, assetsAfter: 0n });
    await chain.send(quote);
    expect(await chain.read(eMetis, 'EMetis', 'balanceOf', anna)).toBe(quote.atOnce);
    const later = quote.assets - (quote.atOnce ?? 0n);
    const stopped = await shares(anna);
    expect(
      stopped.exits.map(({ totalAssets, claimableAssets, estimate }) => [totalAssets, claimableAssets, estimate.basis]),
    ).toEqual([[later, 0n, 'vesting-stopped']]);
    expect(stopped.lifetimeRewards).toBe(before.lifetimeRewards);
    await chain.pass(365 * DAY);
    expect(await codeOf(seMetisProtocol.quoteClaim(chain.seMetis, anna))).toBe('NOTHING_TO_CLAIM: vesting-stopped');

    await chain.call(operatorAccount, enkiToken, 'EnkiToken', 'transfer', anna, 1_000n * METIS);
    const stake = await seMetisProtocol.quoteStake(chain.seMetis, anna, 1_000n * METIS, { asset: enki });
    expect(stake).toMatchObject({ asset: enki, assetsBefore: 0n, assetsAfter: 1_000n * METIS });
    expect(stake.approvals.map(({ to }) => to)).toEqual([enkiToken]);
    await chain.send(stake);
    await chain.pass(90 * DAY);
    const half = await shares(anna);
    expect(half.items).toMatchObject([{ name: 'ENKI', assets: 1_000n * METIS }]);
    expect(half.exits[0]).toMatchObject({ status: 'claimable', estimate: { basis: 'vesting' } });
    expect(half.exits[0]?.claimableAssets).toBe(
      await chain.read(chain.contracts.vesting, 'EnkiVesting', 'claimable', anna),
    );
    const end = half.exits[0]?.estimate.latest ?? 0;
    expect(
      BigInt(end) - (await chain.read(chain.contracts.vesting, 'EnkiVesting', 'estimateFinishTime', anna)),
    ).toBeLessThanOrEqual(1n);

    const claim = await seMetisProtocol.quoteClaim(chain.seMetis, anna);
    const held = await chain.read(eMetis, 'EMetis', 'balanceOf', anna);
    await chain.send(claim);
    const paid = (await chain.read(eMetis, 'EMetis', 'balanceOf', anna)) - held;
    expect(paid).toBeGreaterThanOrEqual(claim.assets);
    const open = await shares(anna);
    expect(open.exitingAssets).toBe(later - paid);
    expect(open).toMatchObject({ gap: null, lifetimeRewards: before.lifetimeRewards });

    expect(await codeOf(seMetisProtocol.quoteUnstake(chain.seMetis, anna, METIS, { asset: enki }))).toBe(
      'UNSUPPORTED_OPTION: all-or-nothing',
    );
    await chain.pass(91 * DAY);
    await chain.send(await seMetisProtocol.quoteClaim(chain.seMetis, anna));
    const out = await seMetisProtocol.quoteUnstake(chain.seMetis, anna, 'max', { asset: enki });
    expect(out).toMatchObject({ asset: enki, assets: 1_000n * METIS, way: 'at-once' });
    await chain.send(out);
    expect(await chain.read(enkiToken, 'EnkiToken', 'balanceOf', anna)).toBe(1_000n * METIS);
    const ended = await shares(anna);
    expect(ended).toMatchObject({ exits: [], gap: null, lifetimeRewards: before.lifetimeRewards, exitingAssets: 0n });
    expect(await codeOf(seMetisProtocol.quoteClaim(chain.seMetis, anna))).toBe('NOTHING_TO_CLAIM: no-open-exit');
  });

  it('cannot be entered or left while it is paused or closed, but vesting pays', async () => {
    await deposit(anna, 10n * METIS);
    await chain.configure('setIsPaused', true);
    expect(await codeOf(seMetisProtocol.quoteStake(chain.seMetis, anna, METIS, { asset: metis }))).toBe(
      'POOL_PAUSED: pool-paused',
    );
    expect(await codeOf(seMetisProtocol.quoteUnstake(chain.seMetis, anna, 'max'))).toBe('POOL_PAUSED: pool-paused');
    const { state, troubles } = await seMetisProtocol.readPool(chain.seMetis);
    expect([state.status, troubles?.[0]]).toEqual(['paused', { kind: 'paused' }]);
    await mint(anna, METIS);
    await chain.configure('setIsPaused', false);
    await chain.configure('setIsPublic', false);
    expect(await codeOf(seMetisProtocol.quoteUnstake(chain.seMetis, anna, 'max'))).toBe('POOL_PAUSED: pool-paused');
    await chain.configure('setRole', 'BETA_USER_ROLE', anna, true);
    await chain.send(await seMetisProtocol.quoteUnstake(chain.seMetis, anna, 'max'));
    expect((await shares(anna)).shares).toBe(0n);
  });
});

describe('the budget of reading', () => {
  it.each([
    { protocol: eMetisProtocol, pool: eMetisPool },
    { protocol: seMetisProtocol, pool: seMetisPool },
  ])(
    'finds contracts and position of $pool.name in four steps, and looks again in one or two',
    async ({ protocol, pool }) => {
      await mint(anna, 100n * METIS);
      await deposit(anna, 100n * METIS);
      await chain.send(await eMetisProtocol.quoteUnstake(chain.eMetis, anna, 40n * METIS));
      await chain.send(await seMetisProtocol.quoteUnstake(chain.seMetis, anna, 40n * METIS));
      await chain.settle();
      const counted = countingSteps(chain.request);
      const context = chain.context(pool, { request: counted.request, store: memoryStore() });
      const first = await protocol.readPosition(context, anna);
      expect(counted.steps()).toBeLessThanOrEqual(4);
      const before = counted.steps();
      const second = await protocol.readPosition(context, anna);
      expect(counted.steps() - before).toBeLessThanOrEqual(1);
      expect(second).toEqual(first);
      await chain.pass(1);
      const third = counted.steps();
      await protocol.readPosition(context, anna);
      expect(counted.steps() - third).toBeLessThanOrEqual(2);
    },
  );

  it('follows no contracts but those that the registry names, and finds others that the vault names anew', async () => {
    const store = memoryStore();
    const context = chain.context(eMetisPool, { store });
    await eMetisProtocol.readPosition(context, anna);
    const { config, redemptionQueue, vesting, rewardDispatcher } = chain.contracts;
    const rest = [redemptionQueue, vesting, rewardDispatcher, operatorAccount, accounts[8], carla];
    await chain.call(operatorAccount, config, 'EnkiConfig', 'setContracts', [
      metisToken,
      eMetis,
      seMetis,
      enkiToken,
      minter,
      ...rest,
    ]);
    const { state } = await eMetisProtocol.readPosition(context, anna);
    expect(state.contracts.protocolTreasury).toBe(carla.toLowerCase());
    await chain.call(operatorAccount, config, 'EnkiConfig', 'setContracts', [
      metisToken,
      eMetis,
      seMetis,
      enkiToken,
      ben,
      ...rest,
    ]);
    expect(await codeOf(eMetisProtocol.readPosition(context, anna))).toBe('CHAIN_INCONSISTENT: not-the-pool');
    expect(await codeOf(eMetisProtocol.quoteStake(chain.eMetis, anna, METIS))).toBe('CHAIN_INCONSISTENT: not-the-pool');
  });
});

describe('news', () => {
  it('tells once of a ticket that is due and funded, and of what vests once all is free', async () => {
    await mint(anna, 100n * METIS);
    await deposit(ben, 100n * METIS);
    await chain.settle();
    const people = [anna, ben];
    const first = await eMetisProtocol.readNews(chain.eMetis, people, undefined);
    expect(first.news).toEqual([]);
    await chain.send(await eMetisProtocol.quoteUnstake(chain.eMetis, anna, 40n * METIS));
    await chain.pass(20 * DAY);
    await chain.settle();
    const second = await eMetisProtocol.readNews(chain.eMetis, people, JSON.parse(JSON.stringify(first.kept)));
    expect(second.news).toEqual([]);
    await chain.fundQueue(40n * METIS);
    await chain.settle();
    const third = await eMetisProtocol.readNews(chain.eMetis, people, JSON.parse(JSON.stringify(second.kept)));
    expect(third.news).toEqual([
      { kind: 'claimable', account: anna, exit: 0n, assets: 40n * METIS, total: 40n * METIS },
    ]);
    await chain.settle();
    expect((await eMetisProtocol.readNews(chain.eMetis, people, third.kept)).news).toEqual([]);

    const vault = await seMetisProtocol.readNews(chain.seMetis, people, undefined);
    await chain.send(await seMetisProtocol.quoteUnstake(chain.seMetis, ben, 50n * METIS));
    await chain.call(operatorAccount, enkiToken, 'EnkiToken', 'transfer', ben, 1_000n * METIS);
    await chain.send(await seMetisProtocol.quoteStake(chain.seMetis, ben, 1_000n * METIS, { asset: enki }));
    await chain.pass(181 * DAY);
    await chain.settle();
    const free = await seMetisProtocol.readNews(chain.seMetis, people, JSON.parse(JSON.stringify(vault.kept)));
    expect(free.news).toEqual([{ kind: 'claimable', account: ben, exit: 0n, assets: 25n * METIS, total: 25n * METIS }]);
    const worthThen = (await shares(ben)).assets;
    await chain.reward(10n * METIS);
    await chain.pass(8 * DAY);
    await chain.settle();
    const week = await seMetisProtocol.readNews(chain.seMetis, people, JSON.parse(JSON.stringify(free.kept)));
    const { assets } = await shares(ben);
    expect(week.news).toEqual([
      {
        kind: 'summary',
        account: ben,
        assets: assets - worthThen,
        total: assets,
        since: expect.any(Number) as unknown,
      },
    ]);
    await setCode(chain.anvil, seMetis, 'aa');
    await chain.settle();
    const known = await seMetisProtocol.readNews(chain.seMetis, people, JSON.parse(JSON.stringify(week.kept)));
    expect(known.news).toEqual([]);
    await setCode(chain.anvil, seMetis, 'bb');
    await chain.settle();
    const replaced = await seMetisProtocol.readNews(chain.seMetis, people, JSON.parse(JSON.stringify(known.kept)));
    expect(replaced.news).toEqual([{ kind: 'upgraded', implementation: `0x${'bb'.repeat(20)}` }]);
  });
});
