import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  pricedPeriods,
  readAccountView,
  readBooks,
  readKnownAprWindows,
  readRewardHistory,
  type Address,
  type PoolContext,
} from '@pooled-staking/core';
import { eventTopics } from '../../../core/src/protocols/stakewise/vault/events';
import { accounts, feeRecipient } from '../../src/accounts';
import { PoolOnChain } from './pool-on-chain';
import { withoutOldState } from './without-old-state';

describe.each([1, 2] as const)('the rewards of eight weeks, pool version %i', (poolVersion) => {
  let chain: PoolOnChain;

  beforeAll(async () => {
    chain = await PoolOnChain.launch({ poolVersion, seed: true });
  });

  afterAll(async () => chain.devnet.stop());

  it.each([1, 2, 3, 4].map((index) => [`user ${index}`, accounts[index] as Address]).concat([['fees', feeRecipient]]))(
    'of %s add up to the lifetime rewards, the same from old state and from logs',
    async (_name, account) => {
      const view = await chain.view(account as Address);
      const history = await readRewardHistory(chain.context, view);
      expect(history.rewards).toBe(view.lifetimeRewards);
      expect(history.points.length).toBeGreaterThan(80);
      const logsOnly = withoutOldState(chain.context, view.state.block.number);
      expect(await readRewardHistory(logsOnly, view)).toEqual(history);
    },
  );

  it('show the penalty, and add up over any interval and any cut', async () => {
    const view = await readAccountView(chain.context, accounts[1], { withEntryTimes: true });
    const { points } = await readRewardHistory(chain.context, view);
    expect(points.some(({ reward }) => reward < 0n)).toBe(true);
    const books = await readBooks(chain.context, view, { currency: 'USD' });
    for (const interval of ['day', 'week', 'month', 'year'] as const) {
      expect(pricedPeriods(books.points, interval).reduce((sum, { rewards }) => sum + rewards, 0n)).toBe(
        view.lifetimeRewards,
      );
    }
    const cut = view.state.block.timestamp - 20 * 86_400;
    const [before, after] = await Promise.all([
      readBooks(chain.context, view, { currency: 'USD', to: cut }),
      readBooks(chain.context, view, { currency: 'USD', from: cut }),
    ]);
    const days = pricedPeriods(after.points, 'day');
    expect(before.rewards + after.rewards).toBe(view.lifetimeRewards);
    expect(days.length).toBeLessThanOrEqual(21);
    expect(days.every(({ fiatCents }) => fiatCents !== null)).toBe(true);
  });

  it('have a yearly rate against all that lay there in the span, before its first harvest too', async () => {
    const view = await chain.view(accounts[2]);
    const { points } = await readRewardHistory(chain.context, view);
    const still = points.slice(points.findLastIndex(({ putIn }) => putIn !== 0n));
    const [begin, ...later] = still.map(({ time }) => time);
    expect(later.length).toBeGreaterThan(1);
    // A quarter of a day: between two harvests.
    const from = (begin as number) + 21_600;
    expect(later[0]).toBeGreaterThan(from);
    const stakeSeconds = later.reduce((sum, time, index) => {
      const { time: before, value } = still[index] as (typeof still)[number];
      return sum + value * BigInt(time - Math.max(before, from));
    }, 0n);
    const { rewards, apr } = await readRewardHistory(chain.context, view, { from });
    expect(rewards).toBe(still.slice(1).reduce((sum, { reward }) => sum + reward, 0n));
    expect(apr).toBe((rewards * 31_536_000n * 10n ** 18n) / stakeSeconds);
  });

  it('hold the harvest of the very second that they are asked from', async () => {
    await chain.devnet.operator.report(10n ** 16n);
    const view = await chain.view(accounts[1]);
    const { points } = await readRewardHistory(chain.context, view);
    const { timestamp } = view.state.block;
    const newest = points.filter(({ time }) => time === timestamp).reduce((sum, { reward }) => sum + reward, 0n);
    expect(newest).toBeGreaterThan(0n);
    expect((await readRewardHistory(chain.context, view, { from: timestamp })).rewards).toBe(newest);
    expect((await readRewardHistory(chain.context, view, { to: timestamp })).rewards).toBe(
      (view.lifetimeRewards ?? 0n) - newest,
    );
  });

  it('are refused when the chain was reorganised since the view, as the rates are: a harvest may have moved', async () => {
    const { anvil, operator } = chain.devnet;
    const fork = await anvil.request('evm_snapshot');
    await operator.report(10n ** 16n);
    const view = await chain.view(accounts[1]);
    await anvil.request('evm_revert', [fork]);
    await anvil.request('anvil_mine', ['0x20']);
    for (const context of [chain.context, withoutOldState(chain.context, view.state.block.number)]) {
      const refusal = { code: 'CHAIN_INCONSISTENT', message: expect.stringContaining('reorganised') };
      await expect(readRewardHistory(context, view)).rejects.toMatchObject(refusal);
      await expect(readKnownAprWindows(context, view.state, [7])).rejects.toMatchObject(refusal);
    }
    const { state } = await chain.view(accounts[1]);
    expect(await readKnownAprWindows(chain.context, state, [7])).toMatchObject([{ apr: expect.any(BigInt) }]);
  });

  it('have no yearly rate from a node that lacks the newest harvest: its price would belong to another time', async () => {
    const { state } = await chain.view(accounts[1]);
    const isHarvest = ({ topics }: { topics: readonly string[] }): boolean => topics[0] === eventTopics.KeeperHarvested;
    const context: PoolContext = {
      ...chain.context,
      request: async (args) => {
        const answer = await chain.context.request(args);
        const logs = args.method === 'eth_getLogs' ? (answer as { topics: readonly string[] }[]) : [];
        const newest = logs.findLast(isHarvest);
        return newest ? logs.filter((log) => log !== newest) : answer;
      },
    };
    expect(await readKnownAprWindows(context, state, [7])).toEqual([
      { days: 7, apr: null, from: null, to: null, harvests: 0 },
    ]);
    expect(await readKnownAprWindows(chain.context, state, [7])).toMatchObject([{ apr: expect.any(BigInt) }]);
  });

  it('are nothing for an account that never staked', async () => {
    const view = await chain.view(accounts[0]);
    expect(await readRewardHistory(chain.context, view)).toEqual({ points: [], rewards: 0n, apr: null });
  });
});
