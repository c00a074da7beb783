import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { andromeda, artemisPool, eMetisPool, localSequencerPool, seMetisPool } from '@pooled-staking/core';
import { accounts, ChainClient, operatorAccount, SequencerPool } from '@pooled-staking/devnet';
import { person as account } from './support/chain';
import type { HomePage } from './support/home';
import { METIS, shown, startMetis, tokens, type MetisChains } from './support/metis';

const day = 86_400;

let metis: MetisChains;

beforeAll(async () => {
  metis = await startMetis();
}, 60_000);

afterAll(async () => metis.stop());

/** What stands behind a label. */
const row = (page: HomePage, label: string): string | undefined => {
  const texts = page.texts();
  return texts[texts.indexOf(label) + 1];
};

const claimOf = (amount: bigint, symbol: string): string => `Claim ${shown(amount, symbol)}`;

describe('on the home page, Artemis', () => {
  const pool = artemisPool.id;

  it('takes METIS, and pays its exits one after the other, to the wei', async () => {
    const page = await metis.home(account, pool, true);
    const first = 25n * METIS + METIS / 2n;
    const staked = await metis.change(account, pool, async () => {
      await page.press('stake');
      await page.type('amount', '25.5');
      expect(page.texts()).toContain('Stake 25.5 METIS');
      await page.press('continue');
    });
    expect(staked).toMatchObject({ METIS: -first, artMETIS: first });
    await page.press('refresh');
    expect(page.texts()).toContain('Done');
    expect(row(page, 'Staked')).toBe('25.5 METIS');

    for (const [amount, name] of [
      [10n, '10'],
      [4n, '4'],
    ] as const) {
      const left = await metis.change(account, pool, async () => {
        await page.press('unstake');
        await page.type('amount', name);
        await page.press('continue');
      });
      expect(left).toMatchObject({ METIS: 0n, artMETIS: -amount * METIS });
      await page.press('refresh');
    }
    expect(page.has('claim')).toBe(false);
    await metis.run('artemis-release');
    await metis.run('advance-time', { seconds: 22 * day });

    await page.press('refresh');
    for (const [amount, left] of [
      [10n, 4n],
      [4n, 0n],
    ] as const) {
      // The button says what the one transaction pays.
      expect(page.texts()).toContain(claimOf(amount * METIS, 'METIS'));
      const paid = await metis.change(account, pool, async () => {
        await page.press('claim');
        expect(page.texts().filter((text) => text === 'Ready to claim')).toHaveLength(1);
        expect(
          page
            .texts()
            .join('\n')
            .includes(`Claim the other ${shown(left * METIS, 'METIS')} after this.`),
        ).toBe(left > 0n);
        await page.press('continue');
      });
      expect(paid).toMatchObject({ METIS: amount * METIS, artMETIS: 0n });
      await page.press('refresh');
    }
    expect(page.has('claim')).toBe(false);
    expect(row(page, 'Staked')).toBe('11.5 METIS');
  });

  it('is shown how to add where the wallet lacks its network, and opens once it is there', async () => {
    const page = await metis.home(account, pool, true);
    const { wallet } = metis.snap;
    const node = wallet.nodes.get(andromeda.chainId) ?? null;
    wallet.nodes.delete(andromeda.chainId);
    wallet.chainId = 31337;
    await page.press('refresh');
    expect(page.texts()).toEqual(
      expect.arrayContaining([
        ...["Metis Andromeda isn't in this wallet yet", 'Chain ID', '1088', 'Currency symbol', 'METIS', 'RPC URL'],
        'https://andromeda.metis.io/?owner=1088',
        `http://127.0.0.1:8546/#stake?pool=${encodeURIComponent(pool)}`,
      ]),
    );
    await page.press('list');
    expect(page.texts().filter((text) => text === 'not in this wallet').length).toBeGreaterThan(0);
    await page.press(`pool:${pool}`);
    wallet.nodes.set(andromeda.chainId, node);
    await page.press('refresh');
    expect(page.texts()).not.toContain("Metis Andromeda isn't in this wallet yet");
    expect(row(page, 'Staked')).toBe('11.5 METIS');
  });
});

describe('on the home page, ENKI', () => {
  it('takes eMETIS, METIS and ENKI into one vault, each with its approval first', async () => {
    const pool = seMetisPool.id;
    await metis.call(operatorAccount, tokens.ENKI, 'transfer', [account, 70n * METIS]);
    await metis.carryOut('stake', { account, pool: eMetisPool.id, amount: String(30n * METIS) });
    const page = await metis.home(account, pool, true);
    /** Stakes in two transactions: the approval, and what it is for. */
    const stake = async (symbol: string, amount: string) =>
      metis.change(account, pool, async () => {
        await page.press('stake');
        await page.fill('subject', symbol);
        await page.type('amount', amount);
        expect(page.texts()).toContain(`Stake ${amount} ${symbol}`);
        await page.press('continue');
        expect(page.texts()).toContain('Your approval is sent. Continue once the chain has confirmed it.');
        await page.press('continue');
        await page.press('refresh');
      });
    expect(await stake('METIS', '20')).toMatchObject({ METIS: -20n * METIS, eMETIS: 0n, seMETIS: 20n * METIS });
    expect(await stake('eMETIS', '10')).toMatchObject({ METIS: 0n, eMETIS: -10n * METIS, seMETIS: 10n * METIS });
    expect(await stake('ENKI', '50')).toMatchObject({ METIS: 0n, eMETIS: 0n, seMETIS: 0n, ENKI: -50n * METIS });
    expect([row(page, 'Staked'), row(page, 'ENKI')]).toEqual(['30 eMETIS', '50 ENKI']);
    expect(page.texts()).toEqual(expect.arrayContaining(['Approve 50 ENKI', 'Stake 50 ENKI', 'Stake 20 METIS']));

    // Each asset has limits of its own.
    await page.press('stake');
    await page.fill('subject', 'ENKI');
    expect(row(page, 'In this account')).toBe('20 ENKI');
    await page.type('amount', '20.000000000000000001');
    expect(page.errors()).toEqual(['That is more than the 20 ENKI you have.']);
    await page.fill('subject', 'eMETIS');
    expect([row(page, 'In this account'), page.errors()]).toEqual(['20 eMETIS', []]);
    await page.press('back');

    // ENKI leaves as a whole: nothing is to be entered.
    const out = await metis.change(account, pool, async () => {
      await page.press('unstake');
      await page.fill('subject', '1');
      expect(page.has('part:50')).toBe(false);
      await page.press('continue');
    });
    expect(out).toMatchObject({ ENKI: 50n * METIS, eMETIS: 0n, seMETIS: 0n });
  });

  it('pays its tickets one after the other', async () => {
    const pool = eMetisPool.id;
    for (const amount of [7n, 2n]) {
      await metis.carryOut('unstake', { account, pool, amount: String(amount * METIS) });
    }
    await metis.run('enki-fund');
    await metis.run('advance-time', { seconds: 21 * day });
    const page = await metis.home(account, pool, true);
    expect(page.texts()).toContain(claimOf(7n * METIS, 'METIS'));
    const paid = await metis.change(account, pool, async () => {
      await page.press('claim');
      await page.press('continue');
    });
    expect(paid.METIS).toBe(7n * METIS);
    await page.press('refresh');
    expect(page.texts()).toContain(claimOf(2n * METIS, 'METIS'));
  });
});

describe('on the home page, the sequencer pool', () => {
  const pool = localSequencerPool.id;
  const owner = accounts[5];
  const bridge = '0x3980c9ed79d2c191A89E02Fa3529C60eD6e9c04b';
  const bridged = async (): Promise<bigint> => metis.read(bridge, 'bridgedToL2', [owner], metis.chain.anvil);
  const position = async () => metis.snap.call('getPosition', { account: owner, pool });

  beforeAll(async () => {
    const people = new SequencerPool(new ChainClient((method, params) => metis.chain.anvil.request(method, params)));
    for (const each of [accounts[2], accounts[3], accounts[4], owner]) {
      await people.lock(each, 60_000n * METIS);
    }
    // The owner has two of them from now on, the first and the last.
    await people.handOn(accounts[2], 1n, owner);
    await people.mint(owner, 1_000n * METIS);
    await metis.run('sequencers-batch');
  }, 60_000);

  it('adds to the sequencer that is chosen, takes out of it, pays its rewards and lets it go', async () => {
    const page = await metis.home(owner, pool, true);
    const more = await metis.change(owner, pool, async () => {
      await page.press('stake');
      await page.fill('subject', '4');
      await page.type('amount', '500');
      expect(row(page, 'Sequencer')).toBe('#4');
      await page.press('continue');
      await page.press('continue');
    });
    expect(more.METIS).toBe(-500n * METIS);
    const assetsOf = async () => (await position()).items.map(({ id, assets }) => [id, assets]);
    expect(await assetsOf()).toEqual([
      ['1', String(60_000n * METIS)],
      ['4', String(60_500n * METIS)],
    ]);

    await page.press('refresh');
    const out = await metis.change(owner, pool, async () => {
      await page.press('unstake');
      await page.fill('subject', '4');
      await page.type('amount', '100');
      await page.press('continue');
    });
    expect(out.METIS).toBe(100n * METIS);

    // The rewards of the first one are what the button names; those of the other are chosen.
    await page.press('refresh');
    const [first, second] = (await position()).items.map(({ rewards }) => BigInt(rewards));
    expect(page.texts()).toContain(claimOf(first ?? 0n, 'METIS'));
    await page.press('claim');
    await page.fill('subject', '4');
    expect(page.texts()).toEqual(
      expect.arrayContaining([claimOf(second ?? 0n, 'METIS'), 'Rewards paid out', 'To this account on Metis']),
    );
    const before = await bridged();
    await page.press('continue');
    expect((await bridged()) - before).toBe(second);

    await page.press('refresh');
    await page.press('unstake');
    await page.fill('subject', '1');
    await page.press('part:100');
    expect(page.texts()).toEqual(
      expect.arrayContaining(['Unstake 60,000 METIS', 'The receiver of the rewards becomes final']),
    );
    await page.press('continue');
    await metis.run('advance-time', { seconds: 22 * day });
    await page.press('refresh');
    expect(page.texts()).toContain(claimOf(60_000n * METIS, 'METIS'));
    const claimed = await metis.change(owner, pool, async () => {
      await page.press('claim');
      await page.press('continue');
    });
    expect(claimed.METIS).toBe(60_000n * METIS);
    expect(await assetsOf()).toEqual([['4', String(60_400n * METIS)]]);
  });

  it('says why nothing can be done with a sequencer, and sends what the wallet does not to its form on the site', async () => {
    const page = await metis.home(owner, pool);
    await page.press('stake');
    await page.type('amount', '5');
    await page.press('continue');
    expect(page.texts()).toEqual(
      expect.arrayContaining([
        'One more step',
        `http://127.0.0.1:8546/#stake?pool=${encodeURIComponent(pool)}&amount=5&id=4`,
      ]),
    );
    await page.press('back');
    await metis.run('sequencers-pause');
    await page.press('refresh');
    await page.press('stake');
    expect(page.texts().join('\n')).toMatch(/This can't be done now\n.*paused/u);
    expect(page.has('part:50')).toBe(false);
    await metis.run('sequencers-pause', { paused: false });
  });
});
