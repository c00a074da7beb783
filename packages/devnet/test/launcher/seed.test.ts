import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Interface } from 'ethers';

import { local, resolveName, type Request } from '@pooled-staking/core';
import { accounts, feeRecipient, seededUsers } from '../../src/accounts';
import { launchDevnet, type Devnet } from '../../src/launcher';
import { defined } from '../../src/defined';
import { poolInterface } from '../../src/operator/protocol';
import { ETH, PoolUser, type ExitRequest } from './support';

const feedInterface = new Interface([
  'function latestRoundData() view returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)',
  'function getRoundData(uint80 roundId) view returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)',
]);

type Entered = ExitRequest & { readonly shares: bigint };

describe.each([1, 2] as const)('the seeded history of a pool of version %i', (poolVersion) => {
  const startedAt = Math.floor(Date.now() / 1000);
  let devnet: Devnet;
  let user: PoolUser;

  const logs = async (event: string, ...topics: (string | null)[]) => {
    const padded = topics.map((topic) =>
      topic === null ? null : `0x${topic.slice(2).toLowerCase().padStart(64, '0')}`,
    );
    return (await devnet.anvil.request('eth_getLogs', [
      {
        address: user.pool,
        fromBlock: '0x0',
        topics: [defined(poolInterface.getEvent(event)).topicHash, ...padded],
      },
    ])) as { topics: string[]; data: string; blockNumber: string }[];
  };

  const timeOf = async (blockNumber: string) => {
    const block = (await devnet.anvil.request('eth_getBlockByNumber', [blockNumber, false])) as { timestamp: string };
    return Number(block.timestamp);
  };

  /** A user's exit requests, oldest first. */
  const exitsOf = async (account: string): Promise<Entered[]> =>
    Promise.all(
      (await logs('ExitQueueEntered', account)).map(async (log) => {
        const args = defined(poolInterface.parseLog(log)).args;
        return {
          ticket: args['positionTicket'] as bigint,
          shares: args['shares'] as bigint,
          timestamp: await timeOf(log.blockNumber),
        };
      }),
    );

  const stakeOf = async (account: string) =>
    user.read<bigint>('convertToAssets', await user.read('getShares', account));

  beforeAll(async () => {
    devnet = await launchDevnet({ poolVersion, serveSite: false, walletPanel: false });
    user = new PoolUser(devnet.anvil, devnet.contracts?.pool ?? '');
  });

  afterAll(() => devnet.stop());

  it('is eight weeks long, ends at the present and took little time', async () => {
    const { block, lastReport, validators } = await devnet.operator.status();
    expect(block.timestamp).toBeGreaterThanOrEqual(startedAt);
    expect(block.timestamp).toBeLessThanOrEqual(Date.now() / 1000 + 1);
    expect(block.timestamp - (await timeOf('0x0'))).toBeGreaterThanOrEqual(56 * 86_400);
    expect(lastReport.count).toBe(111);
    expect(block.timestamp - lastReport.timestamp).toBeLessThan(86_400);
    expect(validators.count).toBeGreaterThan(10);
  });

  it('leaves the first account new', async () => {
    await expect(user.read('getShares', accounts[0])).resolves.toBe(0n);
    await expect(user.chain.balance(accounts[0])).resolves.toBe(10_000n * ETH);
    await expect(exitsOf(accounts[0])).resolves.toEqual([]);
  });

  it('has names for its accounts', async () => {
    const request: Request = async ({ method, params }) => devnet.anvil.request(method, params as unknown[]);
    const named = await resolveName({ request, network: local }, 'bob.eth');
    expect(named.address).toBe(seededUsers.staker);
  });

  it('leaves user 1 with rewards on deposits and no exit', async () => {
    await expect(exitsOf(seededUsers.staker)).resolves.toEqual([]);
    const deposits = await logs('Deposited', null, seededUsers.staker);
    expect(deposits).toHaveLength(2);
    const stake = await stakeOf(seededUsers.staker);
    const deposited = (97n * ETH) / 4n;
    expect(stake).toBeGreaterThan(deposited + ETH / 20n);
    expect(stake).toBeLessThan(deposited + ETH / 5n);
  });

  it('leaves user 2 with a stake, in part a gift, and an exit that waits', async () => {
    const gifts = await logs('Deposited', seededUsers.staker, seededUsers.queued);
    expect(gifts).toHaveLength(1);
    const [exit, ...others] = await exitsOf(seededUsers.queued);
    expect(others).toEqual([]);
    await expect(user.position(seededUsers.queued, defined(exit))).resolves.toEqual({
      index: -1n,
      left: null,
      assets: 0n,
    });
    await expect(stakeOf(seededUsers.queued)).resolves.toBeGreaterThan(9n * ETH);
  });

  it('leaves user 3 with one claimed exit and one to claim', async () => {
    const [claimed, open, ...others] = await exitsOf(seededUsers.claiming);
    expect(others).toEqual([]);
    expect(await logs('ExitedAssetsClaimed', seededUsers.claiming)).toHaveLength(1);
    const past = await user.position(seededUsers.claiming, defined(claimed));
    expect(past.assets).toBe(0n);
    const request = defined(open);
    const { index, left, assets } = await user.position(seededUsers.claiming, request);
    expect(left).toBeLessThanOrEqual(1n);
    expect(assets).toBeGreaterThan((249n * ETH) / 100n);
    const before = await user.chain.balance(user.pool);
    await user.send(seededUsers.claiming, 'claimExitedAssets', [request.ticket, request.timestamp, index]);
    await expect(user.chain.balance(user.pool)).resolves.toBe(before - assets);
  });

  it('has minted fee shares, and has one harvest that lost', async () => {
    await expect(stakeOf(feeRecipient)).resolves.toBeGreaterThan(ETH / 5n);
    const harvested = new Interface([
      'event Harvested(address indexed vault, bytes32 indexed rewardsRoot, int256 totalAssetsDelta, uint256 unlockedMevDelta)',
    ]);
    const found = (await devnet.anvil.request('eth_getLogs', [
      {
        address: devnet.contracts?.keeper,
        fromBlock: '0x0',
        topics: [defined(harvested.getEvent('Harvested')).topicHash],
      },
    ])) as { topics: string[]; data: string }[];
    const deltas = found.map((log) => defined(harvested.parseLog(log)).args['totalAssetsDelta'] as bigint);
    expect(deltas.filter((delta) => delta < 0n)).toEqual([-(ETH / 20n)]);
  });

  it('lets a deposit in without a harvest', async () => {
    const { lastReport } = await devnet.operator.status();
    expect(lastReport).toMatchObject({ canHarvest: false, isHarvestRequired: false });
    await user.deposit(accounts[5], ETH);
  });

  it('has a price of ETH for each day, moving plausibly', async () => {
    const feed = devnet.contracts?.ethUsdFeed ?? '';
    const { roundId } = await user.chain.read(feed, feedInterface, 'latestRoundData');
    const prices: bigint[] = [];
    const times: number[] = [];
    for (let id = roundId as bigint; prices.length < 55; id -= 1n) {
      const round = await user.chain.read(feed, feedInterface, 'getRoundData', [id]);
      prices.push(round['answer'] as bigint);
      times.push(Number(round['updatedAt']));
    }
    prices.slice(1).forEach((price, index) => {
      const change = ((defined(prices[index]) - price) * 1000n) / price;
      expect(change).toBeGreaterThan(-50n);
      expect(change).toBeLessThan(50n);
      expect(defined(times[index]) - defined(times[index + 1])).toBeGreaterThan(86_000);
    });
    expect(new Set(prices).size).toBeGreaterThan(50);
    prices.forEach((price) => {
      expect(price / 10n ** 8n).toBeGreaterThan(1500n);
    });
    prices.forEach((price) => {
      expect(price / 10n ** 8n).toBeLessThan(5000n);
    });
  });

  it('leaves user 4 with an exit that is paid in part and too young to be claimed', async () => {
    const [exit, ...others] = await exitsOf(seededUsers.exiting);
    expect(others).toEqual([]);
    const { index, left, assets } = await user.position(seededUsers.exiting, defined(exit));
    expect(index).toBeGreaterThanOrEqual(0n);
    expect(left).toBeGreaterThan(5n * ETH);
    expect(left).toBeLessThan(defined(exit).shares);
    expect(assets).toBeGreaterThanOrEqual(4n * ETH);
    const { ticket, timestamp } = defined(exit);
    const claim = () => user.send(seededUsers.exiting, 'claimExitedAssets', [ticket, timestamp, index]);
    await expect(claim()).rejects.toThrow('The chain refuses');
    await devnet.operator.advanceTime(86_400);
    await claim();
    await expect(stakeOf(seededUsers.exiting)).resolves.toBeGreaterThan(20n * ETH);
  });
});

it('is the same each time', async () => {
  const totals = async () => {
    const devnet = await launchDevnet({ serveSite: false, walletPanel: false });
    try {
      const { totals: found, lastReport, exitQueue } = await devnet.operator.status();
      return { found, root: lastReport.root, exitQueue };
    } finally {
      await devnet.stop();
    }
  };
  expect(await totals()).toEqual(await totals());
});
