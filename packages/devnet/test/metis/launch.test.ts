import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  addFiatPrice,
  createPostJson,
  metisSpace,
  quoteVote,
  readProposals,
  sendVote,
  type Address,
  type Hex,
  andromeda,
  artemisPool,
  local,
  lifeOf,
  localSequencerPool,
  protocolOf,
  readBlock,
  readFiatPricesAt,
  ReadBatch,
  type Request,
} from '@pooled-staking/core';

import { HDNodeWallet, type TypedDataField } from 'ethers';

import { accounts, MNEMONIC, seededUsers, sequencerOwners } from '../../src/accounts';
import { contractInterface } from '../../src/contracts/deploy';
import { launchDevnet, type Devnet } from '../../src/launcher';
import { L1_BRIDGE } from '../../src/metis/bridge';
import { metisClient } from '../../src/metis/chain';
import { defined } from '../../src/defined';
import { ChainClient } from '../../src/operator/chain-client';
import { parseCommand } from '../../src/operator/commands';
import { DAY_SECONDS, DAYS } from '../../src/seed';

const METIS = 10n ** 18n;

/** A command as it comes over the wire. */
const run = (command: string, fields: object = {}) => devnet.runner.execute(parseCommand({ command, ...fields }));

let devnet: Devnet;
let first: ChainClient;
let metis: ChainClient;

beforeAll(async () => {
  devnet = await launchDevnet({ metis: true, serveSite: false, walletPanel: false });
  if (!devnet.metis) {
    throw new Error('the chain of Metis does not run');
  }
  first = new ChainClient((method, params) => devnet.anvil.request(method, params));
  metis = metisClient(devnet.metis.anvil);
});

afterAll(() => devnet.stop());

const timesOf = async () =>
  (await Promise.all([first.latestBlock(), metis.latestBlock()])).map(({ timestamp }) => timestamp);

describe('the clocks of both chains', () => {
  it('show the present after the history', async () => {
    const [onFirst, onMetis] = await timesOf();
    expect(Math.abs((onFirst ?? 0) - Date.now() / 1000)).toBeLessThan(120);
    expect(onMetis).toBeGreaterThanOrEqual(onFirst ?? 0);
  });

  it.each([
    ['by a report, which waits for its time', () => devnet.operator.report(10n ** 17n)],
    ['by a day', () => devnet.operator.advanceTime(DAY_SECONDS)],
    ['by blocks', () => devnet.operator.mine(100)],
    ["by blocks of Metis' chain", () => run('metis-mine', { blocks: 700 })],
    ['by the timer', () => devnet.operator.tick()],
  ])('go forward together %s', async (_what, move) => {
    const [before = 0] = await timesOf();
    await move();
    const [onFirst = 0, onMetis] = await timesOf();
    expect(onFirst).toBeGreaterThan(before + 600);
    expect(onMetis).toBe(onFirst);
  });
});

it('has a price of METIS for each day of the history', async () => {
  const request: Request = async ({ method, params }) => devnet.metis?.anvil.request(method, params as unknown[]);
  const block = await readBlock(request);
  const batch = new ReadBatch(andromeda.multicall3);
  const price = addFiatPrice(batch, andromeda, 'usd');
  await batch.run(request, block);
  expect(price()?.price).toBeGreaterThan(10n * 10n ** 18n);
  expect(price()?.price).toBeLessThan(20n * 10n ** 18n);
  const begin = block.timestamp - (DAYS + 1) * DAY_SECONDS;
  const times = Array.from({ length: 50 }, (_, day) => begin + (day + 5) * DAY_SECONDS);
  const context = {
    request,
    network: andromeda,
    pool: artemisPool,
    fetchText: () => Promise.reject(new Error('no files')),
    rewardsGateways: [],
  };
  const prices = await readFiatPricesAt(context, block, 'usd', times);
  expect([...prices.keys()]).toEqual(times);
  expect(new Set([...prices.values()].map((each) => each.price)).size).toBeGreaterThan(40);
});

describe('what pools paid over time', () => {
  const all = [local, andromeda].flatMap((network) =>
    network.pools.map((pool) => ({ network, pool, name: pool.name })),
  );

  it.each(all)('$name: ends with the rate that the pool tells now, and with what a share is worth', async (where) => {
    const { network, pool } = where;
    const anvil = network === local ? devnet.anvil : defined(devnet.metis).anvil;
    const request: Request = async ({ method, params }) => anvil.request(method, params as unknown[]);
    const fetchText = async () => Promise.reject(new Error('no files'));
    const context = { ...where, request, fetchText, rewardsGateways: [] };
    const life = defined(lifeOf(pool));
    const state = await life.readState(context);
    const since = state.block.timestamp - 20 * DAY_SECONDS;
    const { apr } = await protocolOf(pool).readPool(context);
    if (!life.readRates) {
      expect(apr.every((window) => window.apr === null)).toBe(true);
      return;
    }
    const { points, price } = await life.readRates(context, state, since);
    const last = defined(points.at(-1));
    expect(points.length).toBeGreaterThan(1);
    expect(points.every(({ time }, index) => time >= (points[index - 1]?.time ?? since))).toBe(true);
    expect(last.apr).toBeGreaterThan(0n);
    if (protocolOf(pool).hasReports) {
      // As the pool tells it now, to the last digit: both are about the seven days up to the newest report.
      expect(last.apr).toBe(apr[0]?.apr);
    }
    const number = async (to: string, data: string, at: string): Promise<bigint> =>
      BigInt(String(await anvil.request('eth_call', [{ to, data }, at])));
    const worthAt = async (at: string): Promise<bigint | null> => {
      if (pool.protocol === 'artemis') {
        const encode = (contract: string, method: string) => contractInterface(contract).encodeFunctionData(method, []);
        const deposits = await number(pool.address, encode('AMTDepositPool', 'totalDeposits'), at);
        const supply = await number(defined(pool.shareToken?.address), encode('ArtMetis', 'totalSupply'), at);
        return (10n ** 18n * deposits) / supply;
      }
      // The same method of both kinds of vaults.
      const data = contractInterface('PoolV2').encodeFunctionData('convertToAssets', [10n ** 18n]);
      return pool.protocol === 'metis-sequencers' ? null : number(pool.address, data, at);
    };
    expect(price).toBe(await worthAt('latest'));
    for (const point of points.slice(0, 3)) {
      expect(point.price).toBe(await worthAt(`0x${point.blockNumber.toString(16)}`));
    }
  });
});

describe('the sequencer pool of the local chain', () => {
  const pool = localSequencerPool.address;
  const abi = contractInterface('LockingPool');
  const sequencer = async (id: number) => {
    const { owner, status, amount, reward } = (await first.read(pool, abi, 'sequencers', [id])).toObject();
    return { owner: owner as string, status: Number(status), amount: amount as bigint, reward: reward as bigint };
  };
  const tryCall = (from: string, name: string, ...args: unknown[]) =>
    devnet.anvil.request('eth_call', [
      { from, to: pool, value: '0x1', data: abi.encodeFunctionData(name, args) },
      'latest',
    ]);

  it('has accounts of the wallet with two sequencers that earn, and exits that wait and can be claimed', async () => {
    const { several, waiting, ready } = sequencerOwners;
    const [one, handedOn, leaving, left] = await Promise.all([1, 4, 5, 6].map(sequencer));
    expect(one).toMatchObject({ owner: several, status: 2, amount: 60_000n * METIS });
    expect(handedOn).toMatchObject({ owner: several, status: 2, amount: 20_000n * METIS });
    expect([one?.reward, handedOn?.reward].every((reward) => reward !== undefined && reward > METIS)).toBe(true);
    expect(leaving).toMatchObject({ owner: waiting, status: 1, amount: 35_000n * METIS });
    expect(left).toMatchObject({ owner: ready, status: 1, amount: 25_000n * METIS });
    await expect(tryCall(ready, 'unlockClaim', 6, 0)).resolves.toBe('0x');
    await expect(tryCall(waiting, 'unlockClaim', 5, 0)).rejects.toThrow('Not allowed to cliam');
  });

  it('holds what was locked and earned, to the wei', async () => {
    const info = local.metisSequencers?.lockingInfo ?? '';
    const metisToken = localSequencerPool.asset.address ?? '';
    const ids = [1, 2, 3, 4, 5, 6, 7];
    const all = await Promise.all(ids.map(sequencer));
    const [held] = await first.read(metisToken, contractInterface('L1Metis'), 'balanceOf', [info]);
    expect(held).toBe(all.reduce((sum, { amount, reward }) => sum + amount + reward, 0n));
    expect((await first.read(pool, abi, 'totalSequencers'))[0]).toBe(7n);
  });

  it('names on the chain of Metis who makes its blocks', async () => {
    const { sequencerSet = '' } = local.metisSequencers?.l2 ?? {};
    const { number } = await metis.latestBlock();
    const set = contractInterface('MetisSequencerSet');
    const [producer] = await metis.read(sequencerSet, set, 'getMetisSequencer', [number]);
    expect(producer).toBe((await first.read(pool, abi, 'sequencers', [1]))['signer']);
  });

  it('moves to the next batch, which pays by what is locked', async () => {
    const before = await Promise.all([1, 2].map(sequencer));
    const [batch] = await first.read(pool, abi, 'currentBatch');
    const result = (await run('sequencers-batch')) as { batch: number; reward: bigint };
    expect(result.batch).toBe(Number(batch) + 1);
    const after = await Promise.all([1, 2].map(sequencer));
    const [small = 0n, large = 0n] = after.map(({ reward }, index) => reward - (before[index]?.reward ?? 0n));
    expect(small).toBeGreaterThan(0n);
    // 60,000 and 100,000 METIS; blocks are whole.
    const rate = ((await first.read(pool, abi, 'rewardPerBlock'))[0] as bigint) * 2n;
    expect((large * 6n) / 10n - small).toBeLessThan(rate);
    expect(small - (large * 6n) / 10n).toBeLessThan(rate);
    await expect(devnet.runner.status()).resolves.toMatchObject({
      metis: { sequencers: { batch: result.batch, sequencers: 7, paused: false } },
    });
  });

  it('stops and goes on', async () => {
    await run('sequencers-pause');
    await expect(tryCall(sequencerOwners.ready, 'unlockClaim', 6, 0)).rejects.toThrow('Pausable: paused');
    await expect(run('sequencers-pause')).rejects.toThrow('The pool is paused');
    await run('sequencers-pause', { paused: false });
    await expect(tryCall(sequencerOwners.ready, 'unlockClaim', 6, 0)).resolves.toBe('0x');
  });

  it("pays out on Metis' chain what crossed the bridge, each transfer once", async () => {
    const bridge = contractInterface('L1Bridge');
    const { several } = sequencerOwners;
    const crossed = async () => (await first.read(L1_BRIDGE, bridge, 'bridgedToL2', [several]))[0] as bigint;
    // The reward that the history took is there already.
    const [before, had] = [await crossed(), await metis.balance(several)];
    expect(had).toBeGreaterThan(before);
    await run('sequencers-bridge');
    expect(await metis.balance(several)).toBe(had);
    const { reward } = await sequencer(1);
    const data = abi.encodeFunctionData('withdrawRewards', [1, 0]);
    await first.send({ from: several, to: pool, data, value: 1n }, abi);
    expect(await run('sequencers-bridge')).toEqual({ transfers: 1, amount: reward });
    expect(await run('sequencers-bridge')).toEqual({ transfers: 0, amount: 0n });
    expect([await crossed(), await metis.balance(several)]).toEqual([before + reward, had + reward]);
  });

  it('puts an account on its whitelist and takes it off', async () => {
    const listed = async () => (await first.read(pool, abi, 'whitelist', [accounts[0]]))[0] as boolean;
    expect(await listed()).toBe(false);
    await run('sequencers-list', { account: accounts[0] });
    expect(await listed()).toBe(true);
    await run('sequencers-list', { account: accounts[0], listed: false });
    expect(await listed()).toBe(false);
  });
});

describe('ENKI on the chain of Metis', () => {
  const { eMetis, seMetis } = andromeda.enki ?? { eMetis: '', seMetis: '' };
  const vault = contractInterface('SeMetis');
  let queue: string;
  let vesting: string;
  const tickets = contractInterface('RedemptionQueue');

  beforeAll(async () => {
    const config = (await metis.read(seMetis, vault, 'config'))[0] as string;
    const abi = contractInterface('EnkiConfig');
    queue = (await metis.read(config, abi, 'redemptionQueue'))[0] as string;
    vesting = (await metis.read(config, abi, 'vesting'))[0] as string;
  });

  const redeem = (from: string, id: number) => {
    const data = tickets.encodeFunctionData('redeemRedemptionTicketNft', [id, from]);
    return devnet.metis?.anvil.request('eth_call', [{ from, to: queue, data }, 'latest']);
  };
  const refusedWith = (error: string) => ({ data: expect.stringMatching(`^${tickets.getError(error)?.selector}`) });

  it('has a staker with rewards, a ticket that waits, one that is ready, and a withdrawal that vests', async () => {
    const { staker, queued, claiming, exiting } = seededUsers;
    const shares = (await metis.read(seMetis, vault, 'balanceOf', [staker]))[0] as bigint;
    const assets = (await metis.read(seMetis, vault, 'convertToAssets', [shares]))[0] as bigint;
    expect(shares).toBe(500n * METIS);
    expect(assets).toBeGreaterThan(501n * METIS);
    await expect(redeem(claiming, 0)).resolves.toBe('0x');
    await expect(redeem(queued, 1)).rejects.toMatchObject(refusedWith('NotMatureYet'));
    const [claimable] = await metis.read(vesting, contractInterface('EnkiVesting'), 'claimable', [exiting]);
    expect(claimable).toBeGreaterThan(0n);
    expect((await metis.read(eMetis, contractInterface('EMetis'), 'balanceOf', [queued]))[0]).toBe(180n * METIS);
  });

  it('dispatches rewards, which raise what a share is worth', async () => {
    const before = (await metis.read(seMetis, vault, 'convertToAssets', [METIS]))[0] as bigint;
    await run('enki-dispatch', { amount: String(100n * METIS) });
    expect((await metis.read(seMetis, vault, 'convertToAssets', [METIS]))[0]).toBeGreaterThan(before);
  });

  it('drains its queue, so that a ready ticket is not paid, and funds it again', async () => {
    const { claiming } = seededUsers;
    await expect(run('enki-drain')).resolves.toEqual({ balance: 0n, owed: 270n * METIS });
    await expect(redeem(claiming, 0)).rejects.toThrow('transfer amount exceeds balance');
    await expect(run('enki-fund', { amount: '5' })).resolves.toEqual({ balance: 5n, owed: 270n * METIS });
    await expect(run('enki-fund')).resolves.toEqual({ balance: 270n * METIS, owed: 270n * METIS });
    await expect(run('enki-fund')).rejects.toThrow('has enough for every ticket');
    await expect(redeem(claiming, 0)).resolves.toBe('0x');
  });

  it('stops and goes on', async () => {
    await run('enki-pause');
    await expect(devnet.runner.status()).resolves.toMatchObject({ metis: { enki: { paused: true } } });
    await run('enki-pause', { paused: false });
    await expect(devnet.runner.status()).resolves.toMatchObject({ metis: { enki: { paused: false } } });
  });
});

describe('Artemis on the chain of Metis', () => {
  const { withdrawalManager, token } = andromeda.artemis ?? { withdrawalManager: '', token: '' };
  const pool = contractInterface('AMTDepositPool');
  const manager = contractInterface('AMTWithdrawalManager');
  const complete = (from: string) => {
    const data = manager.encodeFunctionData('completeWithdrawal');
    return devnet.metis?.anvil.request('eth_call', [{ from, to: withdrawalManager, data }, 'latest']);
  };
  const total = async () => (await metis.read(artemisPool.address, pool, 'totalDeposits'))[0] as bigint;

  it('has a staker with rewards, a request that waits for its release and one that can be completed', async () => {
    const { staker, queued, claiming } = seededUsers;
    const [shares] = await metis.read(token, contractInterface('ArtMetis'), 'balanceOf', [staker]);
    expect(shares).toBe(600n * METIS);
    const [perMetis] = await metis.read(artemisPool.address, pool, 'getArtMetisAmountToMint', [METIS]);
    expect(perMetis).toBeLessThan(METIS);
    await expect(complete(claiming)).resolves.toBe('0x');
    await expect(complete(queued)).rejects.toThrow('has not unlocked yet');
  });

  it('pays a reward, which waits until it is harvested', async () => {
    const before = await total();
    await run('artemis-reward', { amount: String(7n * METIS), harvest: false });
    expect(await total()).toBe(before);
    await run('artemis-reward', { amount: String(3n * METIS) });
    expect(await total()).toBe(before + 10n * METIS);
  });

  it('releases what waits, which is paid after its delay', async () => {
    await expect(run('artemis-release')).resolves.toMatchObject({ released: 1 });
    await expect(run('artemis-release')).rejects.toThrow('No withdrawal from Artemis waits');
    await expect(complete(seededUsers.queued)).rejects.toThrow('is not ready to complete');
    await run('advance-time', { seconds: 21 * DAY_SECONDS });
    await expect(complete(seededUsers.queued)).resolves.toBe('0x');
  });

  it('stops and goes on', async () => {
    await run('artemis-pause');
    await expect(complete(seededUsers.claiming)).rejects.toThrow();
    await run('artemis-pause', { paused: false });
    await expect(complete(seededUsers.claiming)).resolves.toBe('0x');
  });
});

it('opens and closes proposals by its own clock, and takes votes by the time that wallets see', async () => {
  const hub = defined(devnet.metis?.hub);
  const governance = {
    ...{ space: metisSpace, post: createPostJson(fetch) },
    servers: { hub: hub.hubUrl, sequencer: hub.sequencerUrl },
  };
  const now = (): number => Math.floor(Date.now() / 1000);
  const states = async (): Promise<string[]> => {
    const pages = (['upcoming', 'open', 'past'] as const).map(async (state) => {
      const page = await readProposals(governance, { state, skip: 0, first: 20, account: null }, now());
      return page.some(({ proposal }) => proposal.title === title) ? [state] : [];
    });
    return (await Promise.all(pages)).flat();
  };
  const title = 'Let a third liquid token in';
  const { timestamp } = await first.latestBlock();
  const [start, end] = [timestamp + DAY_SECONDS, timestamp + 3 * DAY_SECONDS];
  const { id } = hub.addProposal({ title, type: 'basic', choices: ['For', 'Against'], start, end });
  expect(await states()).toEqual(['upcoming']);
  await devnet.operator.advanceTime(2 * DAY_SECONDS);
  expect(await states()).toEqual(['open']);

  const voter = HDNodeWallet.fromPhrase(MNEMONIC);
  const vote = { account: voter.address as Address, proposal: id, choice: 1, reason: '' };
  const { data } = await quoteVote(governance, vote, now());
  const types = data.types as unknown as Record<string, TypedDataField[]>;
  await sendVote(governance, data, (await voter.signTypedData(data.domain, types, data.message)) as Hex);
  expect(hub.votesOn(id)).toHaveLength(1);

  await devnet.operator.advanceTime(2 * DAY_SECONDS);
  expect(await states()).toEqual(['past']);
  await expect(quoteVote(governance, vote, now())).rejects.toMatchObject({ problem: { kind: 'voting-not-open' } });
});
