import { wordsOf } from '@pooled-staking/texts/command-line';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { accounts, operatorAccount } from '../../src/accounts';
import { startAnvil } from '../../src/anvil';
import { launchDevnet, type Devnet } from '../../src/launcher';
import type { ChainRequest } from '../../src/operator/chain-client';
import { Operator } from '../../src/operator/operator';
import { RewardsStore } from '../../src/rewards/rewards-store';
import { ETH, PoolUser } from './support';

const MAINNET_POOL = '0x4FEF9D741011476750A243aC70b9789a63dd47Df';

describe('a devnet on a fork', () => {
  let origin: Devnet;
  let fork: Devnet;

  beforeAll(async () => {
    origin = await launchDevnet({ network: 1, serveSite: false, walletPanel: false });
    fork = await launchDevnet({
      forkUrl: origin.chainUrl,
      rewardsUrl: `${origin.httpUrl}/ipfs/`,
      serveSite: false,
      walletPanel: false,
    });
  });

  afterAll(async () => {
    await fork.stop();
    await origin.stop();
  });

  it('works on the pool of that chain, with its chain id and history', async () => {
    expect(fork).toMatchObject({ chainId: 1, contracts: null });
    expect(Number(await fork.anvil.request('eth_blockNumber'))).toBeGreaterThan(18_470_089);
    const [there, here] = [await origin.operator.status(), await fork.operator.status()];
    expect(here).toMatchObject({ chainId: 1, pool: { address: MAINNET_POOL, version: 1 } });
    expect(here.totals).toEqual(there.totals);
    expect(here.lastReport).toEqual(there.lastReport);
    expect(here.exitQueue.queuedShares).toBe(there.exitQueue.queuedShares);
  });

  it.each([
    { command: 'report', reward: '1' },
    { command: 'mev', amount: '1' },
    { command: 'run-validators' },
    { command: 'return-eth' },
    { command: 'block', account: accounts[5], blocked: true },
    { command: 'eject', account: accounts[1] },
    { command: 'auto', everySeconds: 1 },
  ])('refuses $command with the reason, and changes nothing', async (command) => {
    const before = await fork.anvil.request('eth_blockNumber');
    const response = await fetch(`${fork.httpUrl}/operator`, { method: 'POST', body: JSON.stringify(command) });
    expect(response.status).toBe(409);
    await expect(response.json()).resolves.toEqual({
      ok: false,
      error: { message: expect.stringContaining('its Keeper answers to its own oracles') },
    });
    await expect(fork.anvil.request('eth_blockNumber')).resolves.toBe(before);
  });

  it("lets the forked chain's own Keeper owner report, and harvests by the gateway's file", async () => {
    const pool = new PoolUser(fork.anvil, MAINNET_POOL);
    const owner = new Operator({
      request: (method, params) => fork.anvil.request(method, params),
      pool: MAINNET_POOL,
      keeper: origin.contracts?.keeper ?? '',
      account: operatorAccount,
      rewards: new RewardsStore(),
    });
    // The report's file is on the gateway once the origin has made the same report.
    await origin.operator.report(ETH / 4n, false);
    const posted = await owner.report(ETH / 4n, false);
    expect((await fork.operator.status()).lastReport).toMatchObject({ canHarvest: true, root: posted.rewardsRoot });
    const before = await pool.read<bigint>('totalAssets');
    await expect(fork.operator.harvest()).resolves.toMatchObject({ harvested: true });
    expect(await pool.read<bigint>('totalAssets')).toBeGreaterThan(before);
  });

  it('says why a report cannot be harvested when its file is nowhere', async () => {
    const options = {
      request: (...call: Parameters<ChainRequest>) => fork.anvil.request(...call),
      pool: MAINNET_POOL,
      keeper: origin.contracts?.keeper ?? '',
    };
    const owner = new Operator({ ...options, account: operatorAccount, rewards: new RewardsStore() });
    await owner.report(ETH / 7n, false);
    await expect(fork.operator.harvest()).rejects.toThrow(
      /newest report cannot be collected: the rewards file bafkrei\w+ could not be read: .*answered 404/u,
    );
  });

  it('moves time and takes deposits of the forked chain', async () => {
    const { block } = await fork.operator.status();
    await fork.operator.advanceTime(60);
    expect((await fork.operator.status()).block.timestamp).toBe(block.timestamp + 60);
    const pool = new PoolUser(fork.anvil, MAINNET_POOL);
    await pool.deposit(accounts[5], ETH);
    await expect(pool.read('getShares', accounts[5])).resolves.toBeGreaterThan(0n);
    await expect(new PoolUser(origin.anvil, MAINNET_POOL).read('getShares', accounts[5])).resolves.toBe(0n);
  });
});

describe('a fork that cannot be used', () => {
  const launch = (forkUrl: string) => launchDevnet({ forkUrl, serveSite: false, walletPanel: false });

  it('is refused when nothing answers at the address', async () => {
    await expect(launch('http://127.0.0.1:9')).rejects.toThrow('There is no Ethereum node at http://127.0.0.1:9 (');
  });

  it.each([
    [4242, 'There is no staking pool on chain 4242'],
    [1, `is chain 1 (Ethereum), but at ${MAINNET_POOL} there is no contract`],
  ])('is refused on chain %i without a pool', async (chainId, message) => {
    const empty = await startAnvil({ chainId });
    try {
      const words = await launch(empty.url).then(String, wordsOf);
      expect(words).toContain(message);
    } finally {
      await empty.stop();
    }
  });

  it('is refused when another contract lies at the address of the pool', async () => {
    const other = await startAnvil({ chainId: 1 });
    try {
      await other.request('anvil_setCode', [MAINNET_POOL, '0x60005260206000f3']);
      // A fork sees what is in a block.
      await other.request('evm_mine', []);
      await expect(launch(other.url)).rejects.toThrow('the contract is not the pool');
    } finally {
      await other.stop();
    }
  });
});
