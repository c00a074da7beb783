import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { accounts, feeRecipient, operatorAccount } from '../../src/accounts';
import { launchDevnet, type Devnet } from '../../src/launcher';
import type { ChainRequest } from '../../src/operator/chain-client';
import { Operator } from '../../src/operator/operator';
import { RewardsStore } from '../../src/rewards/rewards-store';
import { ETH, PoolUser, until, type ExitRequest } from './support';

const [, , , , , alice, bob, carol] = accounts;

describe.each([1, 2] as const)('the operator of a pool of version %i', (poolVersion) => {
  let devnet: Devnet;
  let operator: Operator;
  let user: PoolUser;
  let exit: ExitRequest;

  const nonce = () => devnet.anvil.request('eth_getTransactionCount', [operatorAccount, 'latest']);

  beforeAll(async () => {
    devnet = await launchDevnet({ poolVersion, seed: false, serveSite: false, walletPanel: false });
    operator = devnet.operator;
    user = new PoolUser(devnet.anvil, devnet.contracts?.pool ?? '');
  });

  afterAll(() => devnet.stop());

  it('describes a pool before its first deposit', async () => {
    const status = await operator.status();
    expect(status).toMatchObject({
      chainId: 31337,
      pool: { address: user.pool, version: poolVersion },
      totals: { totalAssets: 10n ** 9n, totalShares: 10n ** 9n, balance: 10n ** 9n },
      validators: { count: 0, assets: 0n },
      exitQueue: { queuedShares: 0n, queuedAssets: 0n, unclaimedAssets: 0n, neededForExits: 0n },
      mevEscrow: { address: devnet.contracts?.mevEscrow, balance: 0n },
      lastReport: { count: 0, canHarvest: false, isHarvestRequired: false },
      auto: { everySeconds: 0, ticks: 0, lastError: null },
      refusal: null,
    });
    expect(Math.abs(status.block.timestamp - Date.now() / 1000)).toBeLessThan(120);
  });

  it('harvests nothing before the pool has validators, and says so', async () => {
    await expect(operator.harvest()).resolves.toEqual({
      harvested: false,
      reason: expect.stringContaining('run-validators'),
    });
  });

  it('sends free ETH to validators, 32 ETH each', async () => {
    await expect(operator.runValidators()).resolves.toEqual({ registered: 0, assets: 0n });
    await user.deposit(alice, 70n * ETH);
    await user.deposit(bob, 30n * ETH);
    await expect(operator.runValidators()).resolves.toEqual({ registered: 3, assets: 96n * ETH });
    const status = await operator.status();
    expect(status.validators).toEqual({ count: 3, assets: 96n * ETH });
    expect(status.totals.freeAssets).toBe(4n * ETH + 10n ** 9n);
  });

  it('pays a reward, of which the fee goes to the fee recipient in shares', async () => {
    const before = await operator.status();
    const result = await operator.report(ETH / 10n);
    expect(result).toMatchObject({
      reward: ETH / 10n,
      cumulativeReward: ETH / 10n,
      harvest: { harvested: true, rewardsRoot: result.rewardsRoot },
    });
    expect(result.rewardsFile).toMatch(/^bafkrei[a-z2-7]{52}$/u);
    const status = await operator.status();
    expect(status.totals.totalAssets).toBe(before.totals.totalAssets + ETH / 10n);
    expect(status.lastReport).toMatchObject({ count: 1, root: result.rewardsRoot, canHarvest: false });
    const fee = await user.read<bigint>('convertToAssets', await user.read('getShares', feeRecipient));
    expect(ETH / 10n - (fee * 10_000n) / 1500n).toBeLessThan(100n);
  });

  it('takes a penalty, for which time moves on to the next report', async () => {
    const before = await operator.status();
    const result = await operator.report(-ETH / 20n);
    expect(result.cumulativeReward).toBe(ETH / 20n);
    const status = await operator.status();
    expect(status.totals.totalAssets).toBe(before.totals.totalAssets - ETH / 20n);
    expect(status.lastReport.timestamp).toBeGreaterThanOrEqual(before.lastReport.nextFrom);
  });

  it('refuses a penalty of all that the pool has, and sends nothing', async () => {
    const sent = await nonce();
    await expect(operator.report(-101n * ETH)).rejects.toThrow('reward: a penalty of 101000000000000000000 wei');
    await expect(nonce()).resolves.toBe(sent);
  });

  it('pays MEV that the next harvest collects', async () => {
    const before = await operator.status();
    await operator.sendMev(ETH / 5n);
    await expect(operator.status()).resolves.toMatchObject({
      mevEscrow: { balance: ETH / 5n },
      totals: { totalAssets: before.totals.totalAssets },
    });
    await operator.report(0n);
    const after = await operator.status();
    expect(after.mevEscrow.balance).toBe(0n);
    expect(after.totals.totalAssets).toBe(before.totals.totalAssets + ETH / 5n);
    expect(after.totals.balance).toBe(before.totals.balance + ETH / 5n);
  });

  it('runs no validators while the pool is two reports behind, and catches up by one harvest', async () => {
    const before = await operator.status();
    await expect(operator.report(ETH / 100n, false)).resolves.toMatchObject({ harvest: null });
    await operator.report(ETH / 50n, false);
    expect((await operator.status()).lastReport.isHarvestRequired).toBe(true);
    const sent = await nonce();
    await expect(operator.runValidators()).rejects.toThrow('harvest comes first');
    await expect(nonce()).resolves.toBe(sent);
    await expect(operator.harvest()).resolves.toMatchObject({ harvested: true });
    expect((await operator.status()).totals.totalAssets).toBe(before.totals.totalAssets + (3n * ETH) / 100n);
    await expect(operator.harvest()).resolves.toMatchObject({
      harvested: false,
      reason: expect.stringContaining('already'),
    });
  });

  it('continues where another operator of the same chain left off', async () => {
    const last = (8n * ETH) / 100n;
    const options = {
      request: (...call: Parameters<ChainRequest>) => devnet.anvil.request(...call),
      pool: user.pool,
      keeper: devnet.contracts?.keeper ?? '',
    };
    const successor = new Operator({ ...options, account: operatorAccount, rewards: new RewardsStore() });
    await expect(successor.report(ETH / 100n, false)).resolves.toMatchObject({ cumulativeReward: last + ETH / 100n });
    // The first operator has not published this report's file and knows no gateway.
    await expect(operator.harvest()).rejects.toThrow('was not published here, and no gateway is known');
    await expect(successor.harvest()).resolves.toMatchObject({ harvested: true });
  });

  it('returns what the exit queue needs, so that the next harvest pays it whole', async () => {
    const { timestamp, ticket } = (exit = await user.exitAll(bob));
    const { exitQueue, totals } = await operator.status();
    expect(exitQueue.neededForExits).toBe(exitQueue.queuedAssets - totals.balance);
    const { returned } = await operator.returnEth();
    expect(returned).toBe((exitQueue.neededForExits ?? 0n) + exitQueue.queuedAssets / 100n);
    await operator.report(ETH / 100n);
    const { left, assets } = await user.position(bob, { ticket, timestamp });
    expect(left).toBeLessThanOrEqual(1n);
    expect(assets).toBeGreaterThan(30n * ETH);
    const after = await operator.status();
    expect(after.exitQueue).toMatchObject({ neededForExits: 0n, unclaimedAssets: assets });
    await expect(operator.returnEth()).resolves.toMatchObject({ returned: 0n });
  });

  it('counts ETH no longer as unclaimed once it is claimed', async () => {
    await operator.advanceTime(86_400);
    const { index } = await user.position(bob, exit);
    await user.send(bob, 'claimExitedAssets', [exit.ticket, exit.timestamp, index]);
    const { exitQueue } = await operator.status();
    // What rounding leaves behind belongs to nobody.
    expect(exitQueue.unclaimedAssets).toBeLessThan(100n);
  });

  it('refuses to return more than the validators hold', async () => {
    const { validators, totals } = await operator.status();
    await expect(operator.returnEth((validators.assets ?? 0n) + 1n)).rejects.toThrow(
      `amount: the validators hold ${validators.assets} wei`,
    );
    await expect(operator.returnEth(ETH)).resolves.toEqual({ returned: ETH, balance: totals.balance + ETH });
  });

  it("moves the chain's clock", async () => {
    const { block } = await operator.status();
    await expect(operator.advanceTime(3600)).resolves.toEqual({
      timestamp: block.timestamp + 3600,
      time: new Date((block.timestamp + 3600) * 1000).toISOString(),
    });
    expect((await operator.status()).block.timestamp).toBe(block.timestamp + 3600);
  });

  it('mines blocks in the pace of Ethereum', async () => {
    const { block } = await operator.status();
    expect(await operator.mine(100)).toMatchObject({ block: block.number + 100 });
    expect((await operator.status()).block.timestamp - block.timestamp).toBeGreaterThanOrEqual(99 * 12);
  });

  it('blocks an account and lets it in again', async () => {
    await operator.setBlocked(carol, true);
    await expect(user.deposit(carol, ETH)).rejects.toThrow('AccessDenied');
    await operator.setBlocked(carol, false);
    await user.deposit(carol, ETH);
    await expect(user.read('getShares', carol)).resolves.toBeGreaterThan(0n);
  });

  it('ejects an account: its stake goes to the exit queue', async () => {
    await operator.eject(carol);
    await expect(user.read('getShares', carol)).resolves.toBe(0n);
    await expect(user.read('blockedAccounts', carol)).resolves.toBe(true);
    expect((await operator.status()).exitQueue.queuedAssets).toBeGreaterThan((99n * ETH) / 100n);
  });

  it('lives half a day a tick, at about 3 % a year, and pays exits', async () => {
    const before = await operator.status();
    await operator.tick();
    const after = await operator.status();
    const paidOut = (after.exitQueue.unclaimedAssets ?? 0n) - (before.exitQueue.unclaimedAssets ?? 0n);
    const earned = after.totals.totalAssets + paidOut - before.totals.totalAssets;
    const yearly = (earned * 730n * 10_000n) / before.totals.totalAssets;
    expect(yearly).toBeGreaterThanOrEqual(290n);
    expect(yearly).toBeLessThanOrEqual(300n);
    expect(paidOut).toBeGreaterThan((99n * ETH) / 100n);
    expect(after.block.timestamp - before.block.timestamp).toBeGreaterThanOrEqual(43_200);
    expect(after.lastReport).toMatchObject({ count: before.lastReport.count + 1, canHarvest: false });
  });

  it('ticks by a timer until it is switched off', async () => {
    const { count } = (await operator.status()).lastReport;
    await operator.setAuto(1);
    const running = await until(
      () => operator.status(),
      ({ auto }) => auto.ticks > 0,
    );
    expect(running.auto).toMatchObject({ everySeconds: 1, lastError: null });
    expect(running.lastReport.count).toBeGreaterThan(count);
    await operator.setAuto(0);
    expect((await operator.status()).auto.everySeconds).toBe(0);
  });
});
