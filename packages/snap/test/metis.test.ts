import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { andromeda, artemisPool, eMetisPool, local, localSequencerPool, seMetisPool } from '@pooled-staking/core';
import { accounts, ChainClient, operatorAccount, SequencerPool } from '@pooled-staking/devnet';
import { person as account } from './support/chain';
import { METIS, shown, startMetis, tokens, type MetisChains } from './support/metis';

const day = 86_400;

let metis: MetisChains;

beforeAll(async () => {
  metis = await startMetis();
}, 60_000);

afterAll(async () => metis.stop());

const position = async (pool: string, of: string = account) => metis.snap.call('getPosition', { account: of, pool });

/** Lifetime rewards, once their parts are found to add up to them. */
async function rewardsOf(pool: string, of: string = account): Promise<{ earned: bigint; types: string[] }> {
  const { lifetimeRewards, totals, entries, reconciled } = await metis.snap.call('viewRewards', { account: of, pool });
  expect(reconciled).toBe(true);
  const { staked, ...others } = totals ?? { staked: '0' };
  const sum = Object.values(others).reduce((all, each) => all + BigInt(each), -BigInt(staked));
  expect(BigInt(lifetimeRewards ?? -1)).toBe(sum);
  return { earned: sum, types: entries.map(({ type }) => type) };
}

const troublesOf = async (chainId: string, pool: string): Promise<string[]> => {
  const { pools } = await metis.snap.call('getPools', { chainId, pool });
  return (pools[0]?.troubles ?? []).map(({ kind }) => kind);
};

const paused = { data: { code: 'POOL_PAUSED' } };

describe('Artemis', () => {
  const pool = artemisPool.id;
  const { withdrawalManager = '' } = andromeda.artemis ?? {};
  const first = 100n * METIS + 123_456_789n;
  let paid = 0n;

  /** What the account's artMETIS is worth once so much more was harvested. */
  const worth = async (harvested = 0n): Promise<bigint> => {
    const [shares, supply, total] = await Promise.all([
      metis.read(tokens.artMETIS, 'balanceOf', [account]),
      metis.read(tokens.artMETIS, 'totalSupply'),
      metis.read(artemisPool.address, 'totalDeposits'),
    ]);
    return (shares * (total + harvested)) / supply;
  };

  it('takes stakes, which earn with each harvest', async () => {
    await metis.carryOut('stake', { account: accounts[1], pool, amount: String(50n * METIS) });
    const staked = await metis.carryOut('stake', { account, pool, amount: String(first) });
    expect(staked.gained).toMatchObject({ METIS: -first, artMETIS: first });
    expect(staked.row('You stake')).toBe('100 METIS');
    expect(staked.row('You receive at least')).toBe('99.5 artMETIS');
    expect(staked.texts).toContain(
      "You can claim after 21 days, once the pool's operators have released it. When they do isn't known in advance.",
    );
    expect(staked.texts).toContain('The rate changes as rewards come in.');

    await metis.run('artemis-reward', { amount: String(7n * METIS), harvest: false });
    const pending = (await worth(7n * METIS)) - first;
    expect(await position(pool)).toMatchObject({ assets: `${first}`, pendingRewards: `${pending}` });

    const more = await metis.carryOut('stake', { account, pool, amount: String(3n * METIS) });
    expect(more.row('Rewards that it brings in')).toBe(shown(pending, 'METIS'));
    expect(more.row('Staked after this')).toBe(shown(await worth(), 'METIS'));
    const now = await position(pool);
    expect(now).toMatchObject({ assets: `${await worth()}`, shares: `${first + more.gained.artMETIS}` });
    expect((await rewardsOf(pool)).earned).toBe((await worth()) - first - 3n * METIS);
  });

  it('pays withdrawals in their order, once they are released and due, each once', async () => {
    const asked = 40n * METIS;
    const before = await worth();
    const exit = await metis.carryOut('unstake', { account, pool, amount: String(asked) });
    expect(exit.row('You unstake')).toBe('40 METIS');
    const [request] = (await position(pool)).exits;
    expect(request).toMatchObject({ status: 'queued', shares: `${-exit.gained.artMETIS}`, latest: null });
    const promised = BigInt(request?.totalAssets ?? 0);
    expect(promised - asked).toBeLessThan(2n);
    expect(exit.row('Staked after this')).toBe(shown(before - promised, 'METIS'));
    expect(await metis.refused('claim', { account, pool })).toMatchObject({ data: { code: 'NOTHING_TO_CLAIM' } });
    await metis.run('artemis-release');
    expect(await metis.refused('claim', { account, pool })).toMatchObject({ data: { code: 'CLAIM_TOO_EARLY' } });
    await metis.run('advance-time', { seconds: 21 * day + 60 });

    // All that is left: it waits behind the first, which is paid alone.
    const all = await metis.carryOut('unstake', { account, pool, amount: 'max' });
    expect(all.texts[0]).toBe(`Unstake everything: ${shown(before - promised, 'METIS')}`);
    expect(await position(pool)).toMatchObject({
      assets: '0',
      exits: [{ status: 'claimable', claimableAssets: `${promised}` }, { status: 'queued' }],
    });
    const claimed = await metis.carryOut('claim', { account, pool });
    expect(claimed.gained.METIS).toBe(promised);
    expect(claimed.row('You receive')).toBe(shown(promised, 'METIS'));
    paid += promised;
    expect(await metis.refused('claim', { account, pool, exits: [request?.id ?? ''] })).toMatchObject({
      data: { code: 'UNKNOWN_EXIT' },
    });
    expect(await metis.refused('claim', { account, pool })).toMatchObject({ data: { code: 'NOTHING_TO_CLAIM' } });

    await metis.run('artemis-release');
    await metis.run('advance-time', { seconds: 21 * day + 60 });
    const [rest] = (await position(pool)).exits;
    const last = await metis.carryOut('claim', { account, pool });
    expect(last.gained.METIS).toBe(BigInt(rest?.totalAssets ?? 0));
    paid += last.gained.METIS;
    expect(await metis.refused('claim', { account, pool })).toMatchObject({ data: { code: 'NOTHING_TO_CLAIM' } });
    const { earned, types } = await rewardsOf(pool);
    expect(earned).toBe(paid - first - 3n * METIS);
    expect(types).toEqual(['stake', 'stake', 'exit-requested', 'exit-requested', 'claimed', 'claimed']);
    expect(await metis.read(withdrawalManager, 'balanceOf', [account]).catch(() => 0n)).toBe(0n);
  });

  it('does nothing while it is paused', async () => {
    await metis.run('artemis-pause');
    for (const [name, params] of [
      ['stake', { amount: '1000' }],
      ['unstake', { amount: '1000' }],
      ['claim', {}],
    ] as const) {
      expect(await metis.refused(name, { account, pool, ...params })).toMatchObject(paused);
    }
    expect(await troublesOf('eip155:1088', pool)).toContain('paused');
    await metis.run('artemis-pause', { paused: false });
  });
});

describe('ENKI', () => {
  const { minter = '' } = andromeda.enki ?? {};

  it('makes eMETIS, with an approval of exactly what lacks', async () => {
    const pool = eMetisPool.id;
    const stake = async (amount: bigint) => metis.carryOut('stake', { account, pool, amount: String(amount) });
    const spend = async (amount: bigint) => metis.call(account, tokens.METIS, 'approve', [minter, amount]);
    const first = await stake(100n * METIS);
    expect(first.transactions.map(({ to }) => to)).toEqual([tokens.METIS, minter]);
    expect(first.row('You receive')).toBe('100 eMETIS');
    expect(first.texts).toEqual(
      expect.arrayContaining([
        'First you approve exactly this amount, in a transaction of its own.',
        'ENKI eMETIS earns nothing by itself. Stake it in ENKI seMETIS to earn rewards.',
        'You can claim 20 days after your request.',
      ]),
    );
    expect(first.texts.join(' ')).not.toMatch(/Yearly rate|Pool fee|penalt/u);
    expect(await metis.read(tokens.METIS, 'allowance', [account, minter])).toBe(0n);
    await spend(50n * METIS);
    const approved = await stake(50n * METIS);
    expect(approved.transactions.map(({ to }) => to)).toEqual([minter]);
    expect(approved.texts.join(' ')).not.toContain('First you approve');
    await spend(METIS);
    const tooLittle = await stake(50n * METIS + 7n);
    expect(tooLittle.transactions).toHaveLength(2);
    expect(await metis.read(tokens.METIS, 'allowance', [account, minter])).toBe(0n);
    for (const { gained } of [first, approved, tooLittle]) {
      expect(gained.eMETIS).toBe(-gained.METIS);
    }
    expect(await position(pool)).toMatchObject({ assets: `${200n * METIS + 7n}`, lifetimeRewards: '0' });
  });

  it('gives METIS back for a ticket that is due, once the queue has it', async () => {
    const pool = eMetisPool.id;
    const amount = 30n * METIS + 1n;
    const exit = await metis.carryOut('unstake', { account, pool, amount: String(amount) });
    expect(exit.transactions).toHaveLength(2);
    expect(exit.gained).toMatchObject({ METIS: 0n, eMETIS: -amount });
    expect(await position(pool)).toMatchObject({
      assets: `${170n * METIS + 6n}`,
      exits: [{ status: 'exiting', totalAssets: `${amount}`, claimableAssets: '0' }],
    });
    expect(await metis.refused('claim', { account, pool })).toMatchObject({ data: { code: 'CLAIM_TOO_EARLY' } });
    await metis.run('advance-time', { seconds: 20 * day + 60 });
    expect(await metis.refused('claim', { account, pool })).toMatchObject({ data: { code: 'NOTHING_TO_CLAIM' } });
    expect(await troublesOf('eip155:1088', pool)).toEqual(['exits-unfunded']);
    for (const name of ['stake', 'unstake'] as const) {
      const texts = await metis.ask(name, { account, pool, amount: String(METIS) });
      expect(texts.slice(0, texts.indexOf('Request from')).join(' ')).toMatch(/30 METIS/u);
    }
    const page = await metis.home(account, pool);
    expect(page.texts().join('\n')).toMatch(
      /Think twice before you stake here\n.*30 METIS.*\nThis earns nothing by itself\nENKI eMETIS earns nothing by itself\. Stake it in ENKI seMETIS/u,
    );
    expect(page.texts().join(' ')).not.toMatch(/Yearly rate|validators/u);
    await metis.run('enki-fund');
    const claimed = await metis.carryOut('claim', { account, pool });
    expect(claimed.gained).toMatchObject({ METIS: amount, eMETIS: 0n });
    expect(claimed.row('You receive')).toBe('30 METIS');
    expect(await metis.refused('claim', { account, pool })).toMatchObject({ data: { code: 'NOTHING_TO_CLAIM' } });
    expect((await rewardsOf(pool)).types.slice(-2)).toEqual(['exit-requested', 'claimed']);
    expect((await position(pool)).exits).toEqual([]);
  });

  it('has a vault over eMETIS, that takes METIS as well and keeps a part of what leaves until it vests', async () => {
    const pool = seMetisPool.id;
    const worth = async (): Promise<bigint> =>
      metis.read(tokens.seMETIS, 'convertToAssets', [await metis.read(tokens.seMETIS, 'balanceOf', [account])]);
    const direct = await metis.carryOut('stake', { account, pool, amount: String(20n * METIS), asset: 'METIS' });
    expect(direct.gained).toMatchObject({ METIS: -20n * METIS, eMETIS: 0n, seMETIS: 20n * METIS });
    expect([direct.row('You stake'), direct.row('Staked after this'), direct.row('You receive')]).toEqual([
      '20 METIS',
      '20 eMETIS',
      '20 seMETIS',
    ]);
    const staked = await metis.carryOut('stake', { account, pool, amount: String(60n * METIS) });
    expect(staked.transactions.map(({ to }) => to)).toEqual([tokens.eMETIS, tokens.seMETIS]);
    expect(staked.gained).toMatchObject({ METIS: 0n, eMETIS: -60n * METIS, seMETIS: 60n * METIS });

    await metis.run('enki-dispatch', { amount: String(5n * METIS) });
    const before = await worth();
    expect(await position(pool)).toMatchObject({ assets: `${before}`, lifetimeRewards: `${before - 80n * METIS}` });

    const exit = await metis.carryOut('unstake', { account, pool, amount: String(30n * METIS) });
    const later = BigInt((await position(pool)).exits[0]?.totalAssets ?? 0);
    expect(exit.gained.eMETIS + later).toBe(30n * METIS);
    expect([exit.row('Paid right away'), exit.row('Comes free later')]).toEqual([
      shown(exit.gained.eMETIS, 'eMETIS'),
      shown(later, 'eMETIS'),
    ]);
    expect(exit.row('Staked after this')).toBe(shown(await worth(), 'eMETIS'));
    expect((await rewardsOf(pool)).earned).toBe(before - 80n * METIS);
    // Nothing vests without ENKI.
    expect(await metis.refused('claim', { account, pool })).toMatchObject({ data: { code: 'NOTHING_TO_CLAIM' } });
  });

  it('frees what vests for those who stake ENKI, and all of that ENKI leaves at once', async () => {
    const pool = seMetisPool.id;
    const thousand = String(1_000n * METIS);
    const asset = 'ENKI';
    expect(await metis.refused('stake', { account, pool, asset, amount: thousand })).toMatchObject({
      data: { code: 'INSUFFICIENT_BALANCE' },
    });
    await metis.call(operatorAccount, tokens.ENKI, 'transfer', [account, 1_000n * METIS]);
    const staked = await metis.carryOut('stake', { account, pool, asset, amount: thousand });
    expect(staked.gained).toMatchObject({ ENKI: -1_000n * METIS, eMETIS: 0n, METIS: 0n });
    expect([staked.row('You stake'), staked.row('Staked after this')]).toEqual(['1,000 ENKI', '1,000 ENKI']);
    expect(staked.texts).toEqual(
      expect.arrayContaining(['Getting your ENKI back', 'The pool pays it out right away.']),
    );
    expect(staked.texts.join(' ')).not.toMatch(/Yearly rate|Pool fee/u);
    expect((await position(pool)).items).toMatchObject([{ name: 'ENKI', assets: thousand }]);

    const page = await metis.home(account, pool);
    expect(page.texts().join('\n')).toMatch(/Parts of your stake\nENKI\n1,000 ENKI\n/u);

    const total = BigInt((await position(pool)).exits[0]?.totalAssets ?? 0);
    await metis.run('advance-time', { seconds: 10 * day });
    const [vesting] = (await position(pool)).exits;
    expect(vesting).toMatchObject({ status: 'claimable', totalAssets: `${total}` });
    const claimed = await metis.carryOut('claim', { account, pool });
    const free = BigInt(vesting?.claimableAssets ?? 0);
    // What came free in the seconds until it was mined comes with it.
    expect(claimed.gained.eMETIS - free).toBeGreaterThanOrEqual(0n);
    expect(claimed.gained.eMETIS - free).toBeLessThan(total / 100_000n);
    expect(claimed.row('You receive at least')).toBe(shown(free, 'eMETIS'));
    expect(claimed.row('Comes free later')).toBe(shown(total - free, 'eMETIS'));
    expect((await position(pool)).exits[0]?.totalAssets).toBe(`${total - claimed.gained.eMETIS}`);

    await metis.run('advance-time', { seconds: 5 * day });
    expect(await metis.refused('unstake', { account, pool, asset, amount: '1' })).toMatchObject({
      data: { code: 'UNSUPPORTED_OPTION' },
    });
    const { exits, lifetimeRewards } = await position(pool);
    const out = await metis.carryOut('unstake', { account, pool, asset, amount: 'max' });
    const along = BigInt(exits[0]?.claimableAssets ?? 0);
    expect(out.gained.ENKI).toBe(1_000n * METIS);
    expect(out.row('Came free, paid with it')).toBe(shown(along, 'eMETIS'));
    expect(out.gained.eMETIS).toBeGreaterThanOrEqual(along);
    expect(out.texts[1]).toMatch(/would stop coming free, until you stake ENKI again/u);
    const after = await position(pool);
    expect(after).toMatchObject({ lifetimeRewards, exits: [{ claimableAssets: '0', latest: null }] });
    expect(after.exits[0]?.totalAssets).toBe(`${total - claimed.gained.eMETIS - out.gained.eMETIS}`);

    const all = await metis.carryOut('unstake', { account, pool, amount: 'max' });
    expect(all.gained.seMETIS).toBe(-BigInt(after.shares));
    const { earned, types } = await rewardsOf(pool);
    expect(`${earned}`).toBe(lifetimeRewards);
    expect(types).toEqual([
      ...['stake', 'stake', 'redeemed', 'exit-requested'],
      ...['claimed', 'claimed', 'redeemed', 'exit-requested'],
    ]);
  });

  it('refuses what its pause stops, and warns of it where METIS is still taken', async () => {
    await metis.run('enki-pause');
    for (const [name, params] of [
      ['stake', { amount: '1000' }],
      ['stake', { amount: '1000', asset: 'METIS' }],
      ['unstake', { amount: '1000' }],
    ] as const) {
      expect(await metis.refused(name, { account, pool: seMetisPool.id, ...params })).toMatchObject(paused);
    }
    expect(await troublesOf('eip155:1088', seMetisPool.id)).toContain('paused');
    for (const name of ['stake', 'unstake'] as const) {
      const texts = await metis.ask(name, { account, pool: eMetisPool.id, amount: String(METIS) });
      expect(texts.slice(0, texts.indexOf('Request from')).join(' ')).toMatch(/^Before you approve .*paused/u);
    }
    await metis.run('enki-pause', { paused: false });
  });
});

describe('the sequencer pool', () => {
  const pool = localSequencerPool.id;
  const owner = accounts[5];
  const id = '4';
  const bridge = '0x3980c9ed79d2c191A89E02Fa3529C60eD6e9c04b';
  const bridged = async (): Promise<bigint> => metis.read(bridge, 'bridgedToL2', [owner], metis.chain.anvil);
  let people: SequencerPool;

  beforeAll(async () => {
    people = new SequencerPool(new ChainClient((method, params) => metis.chain.anvil.request(method, params)));
    for (const each of [accounts[2], accounts[3], accounts[4], owner]) {
      await people.lock(each, 60_000n * METIS);
    }
    await people.mint(owner, 1_000n * METIS);
    await people.mint(account, 50_000n * METIS);
    await metis.run('sequencers-batch');
  });

  it("tells which sequencer makes the blocks of Metis' chain now, and marks it among an owner's own", async () => {
    const set = local.metisSequencers?.l2.sequencerSet ?? '';
    const { pools } = await metis.snap.call('getPools', { chainId: 'eip155:31337', pool });
    expect(pools[0]?.producer).toMatchObject({ name: '#1' });
    const since = pools[0]?.producer?.sinceBlock ?? 0;
    expect(await metis.read(set, 'getEpochByBlock', [since])).toBe(0n);
    expect(await metis.read(set, 'getEpochByBlock', [since - 1])).not.toBe(0n);
    const artemis = await metis.snap.call('getPools', { chainId: 'eip155:1088', pool: artemisPool.id });
    expect(artemis.pools[0]?.producer).toBeNull();

    const page = (await metis.home(accounts[2], pool)).texts().join('\n');
    expect(page).toContain(`Producing blocks\n#1\nsince block ${since}`);
    expect(page).toContain("It is producing the blocks of Metis' chain now.");
    const other = (await metis.home(accounts[3], pool)).texts().join('\n');
    expect(other).toContain('#1');
    expect(other).not.toContain('It is producing');
  });

  it('says that locking needs a whitelist, and to stake in a liquid token instead', async () => {
    const { message, data } = await metis.refused('stake', { account, pool, amount: String(20_000n * METIS) });
    expect(data).toMatchObject({ code: 'ACCOUNT_BLOCKED' });
    expect(message).toMatch(/whitelist.*choose a liquid token instead/u);
    expect(await metis.refused('unstake', { account, pool, amount: 'max' })).toMatchObject({
      data: { code: 'INSUFFICIENT_STAKE' },
    });
    expect(await position(pool)).toMatchObject({ assets: '0', items: [] });
    const page = await metis.home(account, pool);
    expect(page.texts()).toContain('Only admitted sequencers can lock METIS here');
    expect(page.has('stake')).toBe(false);
    await page.press(`pool:${artemisPool.id}`);
    expect(page.texts()).toContain('Staked');
    expect(page.has('stake')).toBe(true);
    // An owner is told to name the sequencer.
    expect(await metis.refused('stake', { account: owner, pool, amount: '1' })).toMatchObject({
      data: { code: 'UNSUPPORTED_OPTION' },
    });
  });

  it('takes more for a sequencer of a whitelisted owner, its rewards with it', async () => {
    const [item] = (await position(pool, owner)).items;
    expect(item).toMatchObject({ id, assets: `${60_000n * METIS}` });
    const reward = BigInt(item?.rewards ?? 0);
    expect(reward).toBeGreaterThan(METIS);
    expect((await rewardsOf(pool, owner)).earned).toBe(reward);
    const page = await metis.home(owner, pool);
    expect(page.texts().join('\n')).toContain(`To claim\n${shown(reward, 'METIS')}\n`);
    expect([page.has('stake'), page.has('unstake'), page.has('claim')]).toEqual([true, true, true]);

    const more = await metis.carryOut('stake', { account: owner, pool, id, amount: String(500n * METIS) });
    expect(more.transactions).toHaveLength(2);
    expect([more.row('Sequencer'), more.row('Staked after this')]).toEqual(['#4', '60,500 METIS']);
    expect(more.gained.METIS).toBe(-500n * METIS);
    const both = await metis.carryOut('stake', {
      ...{ account: owner, pool, id, withRewards: true },
      amount: String(100n * METIS),
    });
    const locked = 60_600n * METIS + reward;
    expect(both.row('Waiting rewards added')).toBe(shown(reward, 'METIS'));
    expect(both.row('Staked after this')).toBe(shown(locked, 'METIS'));
    expect(both.gained.METIS).toBe(-100n * METIS);
    expect(await position(pool, owner)).toMatchObject({ assets: `${locked}`, items: [{ rewards: '0' }] });
  });

  it('pays rewards over the bridge, and takes a part out once a batch', async () => {
    const params = { account: owner, pool, id, amount: String(100n * METIS) };
    const out = await metis.carryOut('unstake', params);
    expect([out.row('Sequencer'), out.gained.METIS]).toEqual(['#4', 100n * METIS]);
    expect(await metis.refused('unstake', params)).toMatchObject({ data: { code: 'CLAIM_TOO_EARLY' } });
    await metis.run('sequencers-batch');
    const reward = BigInt((await position(pool, owner)).items[0]?.rewards ?? 0);
    const before = await bridged();
    const claim = { account: owner, pool, exits: [id] };
    const claimed = await metis.carryOut('claim', claim);
    expect((await bridged()) - before).toBe(reward);
    expect(claimed.gained.METIS).toBe(0n);
    expect([claimed.row('Rewards paid out'), claimed.row('To this account on Metis')]).toEqual([
      shown(reward, 'METIS'),
      owner,
    ]);
    // It isn't paid here, and METIS isn't what the fee is paid in.
    expect(claimed.texts.join(' ')).not.toMatch(/You receive|goes to the account above|of what you receive/u);
    expect(await metis.refused('claim', claim)).toMatchObject({ data: { code: 'NOTHING_TO_CLAIM' } });
  });

  it('pays the stake back after the exit delay, once, and rewards along with exit and claim', async () => {
    await metis.run('sequencers-batch');
    const { assets, items } = await position(pool, owner);
    const before = await bridged();
    const exit = await metis.carryOut('unstake', { account: owner, pool, id, amount: 'max' });
    expect(exit.row('Rewards paid out')).toBe(shown(BigInt(items[0]?.rewards ?? 0), 'METIS'));
    expect((await bridged()) - before).toBe(BigInt(items[0]?.rewards ?? 0));
    expect(exit.texts).toContain('You can claim 21 days after your request.');
    expect(await metis.refused('claim', { account: owner, pool })).toMatchObject({ data: { code: 'CLAIM_TOO_EARLY' } });
    // It goes on earning.
    await metis.run('sequencers-batch');
    await metis.run('advance-time', { seconds: 21 * day + 60 });
    expect((await position(pool, owner)).exits).toMatchObject([{ id, status: 'claimable', claimableAssets: assets }]);
    await metis.run('sequencers-pause');
    expect(await metis.refused('claim', { account: owner, pool })).toMatchObject(paused);
    expect(await metis.refused('stake', { account: owner, pool, id, amount: '1' })).toMatchObject(paused);
    expect(await troublesOf('eip155:31337', pool)).toContain('paused');
    await metis.run('sequencers-pause', { paused: false });

    const { earned } = await rewardsOf(pool, owner);
    const sentBefore = await bridged();
    const claimed = await metis.carryOut('claim', { account: owner, pool });
    expect(claimed.gained.METIS).toBe(BigInt(assets));
    expect(claimed.row('You receive')).toBe(shown(BigInt(assets), 'METIS'));
    const along = (await bridged()) - sentBefore;
    expect(along).toBeGreaterThan(METIS);
    expect(claimed.row('Rewards paid out')).toBe(shown(along, 'METIS'));
    expect(await metis.refused('claim', { account: owner, pool })).toMatchObject({
      data: { code: 'NOTHING_TO_CLAIM' },
    });
    const books = await rewardsOf(pool, owner);
    expect(books.earned).toBe(earned);
    expect(books.types.slice(-3)).toEqual(['exit-requested', 'rewards-paid', 'claimed']);
    expect(await position(pool, owner)).toMatchObject({ assets: '0', exits: [], items: [] });
  });
});
