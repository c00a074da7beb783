import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { LedgerEntry, ViewRewardsParams, ViewRewardsResult } from '@pooled-staking/api';
import { accounts, seededUsers, type Anvil } from '@pooled-staking/devnet';
import { person, pool, startChain, type TestChain } from './support/chain';
import { install, type InstalledSnap } from './support/snap';

describe('reads of a pool with weeks of history', () => {
  let chain: TestChain;
  let nodes: Map<number, Anvil | null>;
  let snap: InstalledSnap;

  beforeAll(async () => {
    chain = await startChain({ poolVersion: 2, seed: true });
    nodes = new Map([[31337, chain.anvil]]);
  }, 120_000);

  const start = async (): Promise<void> => {
    snap = await install(nodes, { gateways: [chain.gateway] });
  };

  afterAll(async () => chain.stop());

  describe('getPools', () => {
    beforeEach(start);

    it('tells the pools of one network', async () => {
      const { pools, unavailable } = await snap.call('getPools', { chainId: 'eip155:31337' });
      expect(unavailable).toEqual([]);
      expect(pools.map(({ protocol, asset }) => [protocol, asset])).toEqual([
        ['StakeWise V3', 'ETH'],
        ['Metis sequencer pool', 'METIS'],
      ]);
      expect(pools[0]).toMatchObject({
        id: pool.id,
        name: pool.name,
        status: 'open',
        fee: '0.150000',
        capacityLeft: 'unlimited',
        contract: { address: pool.address, version: 2 },
        totals: {
          assets: (await chain.read('totalAssets')).toString(),
          shares: (await chain.read('totalShares')).toString(),
        },
      });
      const windows = pools[0]?.apr ?? [];
      const [week, month, quarter, half, year] = windows;
      expect(windows.map(({ days }) => days)).toEqual([7, 30, 90, 180, 365]);
      expect(month?.harvests).toBeGreaterThan(week?.harvests ?? 0);
      expect(quarter?.harvests).toBeGreaterThan(month?.harvests ?? 0);
      // The seed pays about 3 % a year with its MEV, of which 15 % are the pool's fee.
      for (const { apr } of windows) {
        expect(Number(apr)).toBeGreaterThan(0.01);
        expect(Number(apr)).toBeLessThan(0.045);
      }
      // The pool is eight weeks old: longer windows rest on the same reports, and say so.
      expect([half, year].map((window) => ({ ...window, days: 90 }))).toEqual([quarter, quarter]);
    });

    it('tells one pool alone, on its own chain', async () => {
      const { pools } = await snap.call('getPools', { pool: pool.id.toLowerCase() });
      expect(pools.map(({ id }) => id)).toEqual([pool.id]);
      expect(await snap.fail('getPools', { pool: pool.id, chainId: 'eip155:1' })).toMatchObject({
        code: -32602,
        data: { path: 'pool' },
      });
    });

    it('tells which networks it could not read, each with the reason', async () => {
      const several = await install(new Map([...nodes, [1, null]]));
      const { pools, unavailable } = await several.call('getPools', {});
      expect(new Set(pools.map(({ chainId }) => chainId))).toEqual(new Set(['eip155:31337']));
      const unknown = (chainId: string, name: string) => ({
        chainId,
        pool: null,
        reason: expect.stringContaining(`doesn't know the network "${name}"`) as unknown,
      });
      expect(unavailable).toEqual([
        { chainId: 'eip155:1', pool: null, reason: expect.stringContaining("The network couldn't be read") },
        unknown('eip155:1088', 'Metis Andromeda'),
        unknown('eip155:560048', 'Hoodi'),
        unknown('eip155:11155111', 'Sepolia'),
      ]);
    });

    it('refuses a block without the chain that it belongs to, and one that the node has not seen', async () => {
      expect(await snap.fail('getPools', { minBlock: 1 })).toMatchObject({ code: -32602, data: { path: 'minBlock' } });
      expect(await snap.fail('getPools', { chainId: 'eip155:31337', minBlock: 10_000_000 })).toMatchObject({
        code: -32000,
        data: { code: 'CHAIN_INCONSISTENT', minBlock: 10_000_000 },
      });
    });
  });

  describe('getPosition', () => {
    beforeEach(start);

    it.each<{ user: keyof typeof seededUsers; statuses: string[] }>([
      { user: 'staker', statuses: [] },
      { user: 'queued', statuses: ['queued'] },
      { user: 'claiming', statuses: ['claimable'] },
      { user: 'exiting', statuses: ['exiting'] },
    ])('of the user "$user"', async ({ user, statuses }) => {
      const account = seededUsers[user];
      const position = await snap.call('getPosition', { account, pool: pool.id });
      expect(position).toMatchObject({
        account,
        pool: pool.id,
        shares: (await chain.read('getShares', [account])).toString(),
        pendingRewards: '0',
        reconciled: true,
        reason: null,
      });
      expect(position.exits.map(({ status }) => status)).toEqual(statuses);
      expect(BigInt(position.lifetimeRewards ?? 0)).toBeGreaterThan(0n);
      for (const exit of position.exits) {
        expect(BigInt(exit.totalAssets)).toBeGreaterThanOrEqual(BigInt(exit.claimableAssets));
        expect(exit.basis).toMatch(/\.$/u);
      }
    });

    it('of an account that never staked', async () => {
      expect(await snap.call('getPosition', { account: person, pool: pool.id })).toMatchObject({
        shares: '0',
        assets: '0',
        exits: [],
        lifetimeRewards: '0',
        reconciled: true,
      });
    });

    it('tells what an open report will bring, when its file can be had', async () => {
      const undo = await chain.snapshot();
      await chain.operator.report(10n ** 17n, false);
      const account = seededUsers.staker;
      const before = await snap.call('getPosition', { account, pool: pool.id });
      expect(BigInt(before.pendingRewards ?? 0)).toBeGreaterThan(0n);
      await chain.operator.harvest();
      const after = await snap.call('getPosition', { account, pool: pool.id });
      expect(BigInt(after.assets) - BigInt(before.assets)).toBe(BigInt(before.pendingRewards ?? 0));
      await undo();
    });

    it('says that it does not know what an open report will bring when its file cannot be had', async () => {
      const undo = await chain.snapshot();
      await chain.operator.report(10n ** 17n, false);
      const without = await install(nodes, { gateways: ['http://127.0.0.1:9/ipfs/'] });
      const position = await without.call('getPosition', { account: seededUsers.staker, pool: pool.id });
      expect(position).toMatchObject({ pendingRewards: null, reconciled: true });
      await undo();
    });

    it('asks for the pool on Ethereum when none is named', async () => {
      const away = await install(nodes, { chainId: 31337 });
      expect(await away.fail('getPosition', { account: person })).toMatchObject({
        code: 4902,
        data: { chainId: 'eip155:1' },
      });
    });
  });

  describe('viewRewards', () => {
    beforeAll(start);

    const claiming = seededUsers.claiming;

    async function pages(limit: number, fields: Partial<ViewRewardsParams> = {}): Promise<ViewRewardsResult[]> {
      const read: ViewRewardsResult[] = [];
      let cursor: string | null = null;
      do {
        const page: ViewRewardsResult = await snap.call('viewRewards', {
          account: claiming,
          pool: pool.id,
          limit,
          ...fields,
          ...(cursor === null ? {} : { cursor }),
        });
        read.push(page);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return read;
    }

    it('adds up, and agrees with the position', async () => {
      const rewards = await snap.call('viewRewards', { account: claiming, pool: pool.id });
      const position = await snap.call('getPosition', { account: claiming, pool: pool.id });
      const { staked = '0', paidOut = '0', stakedNow = '0', exitingNow = '0' } = rewards.totals ?? {};
      expect(rewards.lifetimeRewards).toBe(position.lifetimeRewards);
      expect(BigInt(stakedNow) + BigInt(exitingNow) + BigInt(paidOut) - BigInt(staked)).toBe(
        BigInt(rewards.lifetimeRewards ?? 0),
      );
      expect(rewards.entries.map(({ type }) => type)).toEqual(['stake', 'exit-requested', 'claimed', 'exit-requested']);
      const times = rewards.entries.map(({ time }) => time);
      expect(times).toEqual([...times].sort());
      expect(rewards.nextCursor).toBeNull();
    });

    it('gives the same entries by pages as at once', async () => {
      const [all] = await pages(50);
      const single = await pages(1);
      expect(single).toHaveLength(all?.entries.length ?? 0);
      expect(single.flatMap(({ entries }) => entries)).toEqual(all?.entries);
      const pairs = await pages(3);
      expect(pairs.map(({ entries }) => entries.length)).toEqual([3, 1]);
      expect(new Set(pairs.map(({ lifetimeRewards }) => lifetimeRewards)).size).toBe(1);
    });

    it('keeps to a span of time: from it on, before its end', async () => {
      const [all] = await pages(50);
      const [, second, third] = all?.entries ?? [];
      const span = { account: claiming, pool: pool.id, from: second?.time ?? '', to: third?.time ?? '' };
      expect((await snap.call('viewRewards', span)).entries).toEqual([second]);
    });

    describe('with an interval', () => {
      const interval = 'week';
      const isReward = ({ type }: LedgerEntry): boolean => type === 'reward' || type === 'penalty';
      const rewardsIn = (entries: readonly LedgerEntry[]): bigint =>
        entries
          .filter(isReward)
          .reduce((sum, { type, assets }) => sum + (type === 'penalty' ? -1n : 1n) * BigInt(assets ?? 0), 0n);

      it('also tells what each harvest brought: all of it is the lifetime rewards, to the wei', async () => {
        const [all] = await pages(200, { interval });
        const [plain] = await pages(200);
        const entries = all?.entries ?? [];
        expect(all?.nextCursor).toBeNull();
        expect(entries.filter((entry) => !isReward(entry))).toEqual(plain?.entries);
        expect(rewardsIn(entries).toString()).toBe(all?.lifetimeRewards);
        expect(all?.periods?.reduce((sum, { rewards }) => sum + BigInt(rewards), 0n).toString()).toBe(
          all?.lifetimeRewards,
        );
        expect(entries.filter(({ type }) => type === 'penalty')).toHaveLength(1);
        expect(entries.filter(isReward).length).toBeGreaterThan(80);
        for (const { type, logIndex, assets } of entries.filter(isReward)) {
          expect(BigInt(assets ?? 0)).toBeGreaterThan(0n);
          expect({ type, logIndex }).toEqual({ type, logIndex: null });
        }
        // The price feed begins on the second day.
        const day = Date.parse(entries[0]?.time ?? '') + 2 * 86_400_000;
        const priced = entries.filter((entry) => isReward(entry) && Date.parse(entry.time) > day);
        expect(new Set(priced.map(({ fiat }) => fiat?.currency))).toEqual(new Set(['USD']));
        const blocks = entries.map(({ blockNumber }) => blockNumber);
        expect(blocks).toEqual([...blocks].sort((a, b) => a - b));
      });

      it.each([1, 40])('joins pages of %i without gap or repetition', async (limit) => {
        // A page a harvest is slow: the last week is enough for it.
        const [whole] = await pages(200, { interval });
        const from = limit === 1 ? { from: whole?.entries.at(-12)?.time ?? '' } : {};
        const [all] = await pages(200, { interval, ...from });
        const parts = await pages(limit, { interval, ...from });
        expect(parts.flatMap(({ entries }) => entries)).toEqual(all?.entries);
        expect(parts).toHaveLength(Math.ceil((all?.entries.length ?? 0) / limit));
        expect(parts.length).toBeGreaterThan(2);
      });

      it('keeps entries and periods to the same span', async () => {
        const [all] = await pages(200, { interval });
        const middle = all?.entries[40]?.time ?? '';
        const [before] = await pages(200, { interval, to: middle });
        const [after] = await pages(200, { interval, from: middle });
        expect([...(before?.entries ?? []), ...(after?.entries ?? [])]).toEqual(all?.entries);
        for (const part of [before, after]) {
          const sum = part?.periods?.reduce((total, { rewards }) => total + BigInt(rewards), 0n);
          expect(rewardsIn(part?.entries ?? [])).toBe(sum);
        }
      });

      it('tells what came since the last harvest as the last entry, without a transaction', async () => {
        const undo = await chain.snapshot();
        // A stake is rounded down in its own account: the last wei has no harvest yet.
        await chain.deposit(claiming, 10n ** 18n + 7n);
        const [all] = await pages(200, { interval });
        const entries = all?.entries ?? [];
        expect(rewardsIn(entries).toString()).toBe(all?.lifetimeRewards);
        const open = entries.filter(({ transactionHash }) => transactionHash === null);
        expect(open.length).toBeLessThanOrEqual(1);
        expect(open.every((entry) => entry === entries.at(-1) && entry.blockNumber === all?.asOf.blockNumber)).toBe(
          true,
        );
        await undo();
      });
    });

    it.each([
      [{ from: '2026-02-30T25:00:00Z' }, 'from'],
      [{ from: '2026-02-02T00:00:00Z', to: '2026-02-01T00:00:00Z' }, 'to'],
      [{ limit: 0 }, 'limit'],
      [{ cursor: 'next' }, 'cursor'],
    ])('refuses %j', async (fields, path) => {
      const error = await snap.fail('viewRewards', { account: claiming, pool: pool.id, ...fields });
      expect(error).toMatchObject({ code: -32602, data: { path } });
    });

    it('names who paid a stake for another', async () => {
      const { entries } = await snap.call('viewRewards', { account: seededUsers.queued, pool: pool.id });
      const gift = entries.find(({ counterparty }) => counterparty !== null);
      expect(gift).toMatchObject({ type: 'stake', counterparty: seededUsers.staker });
    });
  });

  it('reads of several networks at once never read one network in place of another', async () => {
    const both = await install(new Map([...nodes, [1, chain.anvil]]));
    const answers = await Promise.all([
      both.call('getPosition', { account: accounts[1], pool: pool.id }),
      both.fail('getPosition', { account: accounts[1] }),
      both.call('getPools', { chainId: 'eip155:31337' }),
      both.fail('getPools', { chainId: 'eip155:1' }),
      both.call('viewRewards', { account: accounts[1], pool: pool.id }),
    ]);
    expect(answers[0].reconciled).toBe(true);
    // Ethereum's pool is not on this node: each question met the network that it was for.
    expect(answers[1]).toMatchObject({ data: { code: 'CHAIN_INCONSISTENT' } });
    expect(answers[2].pools).toHaveLength(2);
    expect(answers[3]).toMatchObject({ data: { code: 'CHAIN_INCONSISTENT' } });
    expect(answers[4].lifetimeRewards).toBe(answers[0].lifetimeRewards);
  });

  it('a stake shows what it earns, what that is worth and what the network costs', async () => {
    await start();
    const { texts } = await snap.ask(
      'stake',
      { account: person, pool: pool.id, amount: (10n ** 19n).toString() },
      async (dialog) => {
        await dialog.cancel();
      },
    );
    const after = (label: string, offset = 1): string => texts[texts.indexOf(label) + offset] ?? '';
    expect(after('You stake')).toBe('10 ETH');
    expect(after('You stake', 2)).toMatch(/^about \$\d\d,\d{3}\.\d\d/u);
    expect(after('Yearly rate (APR)')).toMatch(/^\d\.\d\d%$/u);
    expect(after('Yearly rate (APR)', 2)).toMatch(/^\d+ days, \d+ reports, after the fee$/u);
    expect(after('Earned in a year (estimate)')).toMatch(/^0\.\d+ ETH$/u);
    expect(after('Pool fee')).toBe('15%');
    expect(after('That fee is')).toMatch(/^(<0\.01|\d+\.\d\d)% of a year's rewards$/u);
  });
});
