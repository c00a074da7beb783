import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  findConcerns,
  readHarvestParams,
  readInsight,
  readVaultState,
  readStakeQuote,
  readUnstakeQuote,
  toHarvestTuple,
  type Address,
  type Hex,
  type Insight,
  type Wei,
} from '@pooled-staking/core';
import { AbiCoder, Interface } from 'ethers';
import { accounts } from '../../src/accounts';
import { poolInterface } from '../../src/operator/protocol';
import { waitForReceipt } from '../../src/contracts/transact';
import { ETH } from '../launcher/support';
import { PoolOnChain } from './pool-on-chain';

const person: Address = accounts[0];
const nobody = `0x${'00'.repeat(20)}`;
const encode = (method: string, args: readonly unknown[]): Hex => poolInterface.encodeFunctionData(method, args) as Hex;
const quantity = (value: bigint): string => `0x${value.toString(16)}`;
const account = new Interface(['function execute(bytes32 mode, bytes calls)']);

describe.each([1, 2] as const)('amounts of a transaction that brings a report in, pool version %i', (poolVersion) => {
  let chain: PoolOnChain;
  let snapshot: unknown;

  beforeAll(async () => {
    chain = await PoolOnChain.launch({ poolVersion, seed: true });
    await chain.send((await readStakeQuote(chain.context, person, 3n * ETH)).transaction);
    snapshot = await chain.devnet.anvil.request('evm_snapshot', []);
  });

  afterAll(async () => chain.devnet.stop());

  /** Back to where the person has just staked. */
  const reset = async (): Promise<void> => {
    await chain.devnet.anvil.request('evm_revert', [snapshot]);
    snapshot = await chain.devnet.anvil.request('evm_snapshot', []);
  };

  /** Two reports that the pool has not taken in, so that it accepts no stake without them. */
  const leaveBehind = async (reward: Wei): Promise<unknown> => {
    await chain.devnet.operator.report(reward / 2n, false);
    await chain.devnet.operator.report(reward - reward / 2n, false);
    return toHarvestTuple(await readHarvestParams(chain.context, await readVaultState(chain.context)));
  };

  const insightOf = async (data: Hex, value: Wei, to: Address = chain.context.pool.address): Promise<Insight> => {
    const transaction = { from: person, to, value, data };
    const concerns = findConcerns(`eip155:${chain.context.network.chainId}`, transaction);
    if (!concerns) {
      throw new Error('The transaction concerns no pool.');
    }
    const reach = {
      request: chain.context.request,
      currency: 'USD',
      readMemory: async () => Promise.resolve(null),
      store: { read: async () => Promise.resolve(null), write: async () => Promise.resolve() },
      timeIsOver: new Promise<never>(() => undefined),
    };
    return (await readInsight(reach, { transaction, nonce: null, origin: null, concerns })).insight;
  };

  /** Mines a call of the pool and gives what the person's shares are worth then. */
  const mine = async (data: Hex, value: Wei): Promise<Wei> => {
    const call = {
      from: person,
      to: chain.context.pool.address,
      value: quantity(value),
      data,
      gas: quantity(2_000_000n),
    };
    const hash = await chain.devnet.anvil.request('eth_sendTransaction', [call]);
    expect((await waitForReceipt(chain.devnet.anvil, String(hash))).status).toBe('0x1');
    return (await chain.view(person)).assets;
  };

  it.each([
    ['a gain', 2n * ETH],
    ['a loss', -8n * ETH],
  ])('shows the stake after a stake with %s as it is once mined, to the wei', async (_, reward) => {
    const report = await leaveBehind(reward);
    const before = (await chain.view(person)).assets;
    const data = encode('updateStateAndDeposit', [person, nobody, report]);
    const { position, findings, facts } = await insightOf(data, ETH);
    const { reportChange } = position ?? { reportChange: 0n };
    expect(facts.unread).not.toContain('stake-after');
    expect(position?.before).toBe(before);
    expect(position?.after).toBe(await mine(data, ETH));
    // What the report does to what was staked before it: the new ETH is staked at the price after it.
    expect(Number((position?.after ?? 0n) - before - ETH - reportChange)).toBeLessThanOrEqual(2);
    const loss = findings.find(({ id }) => id === 'report-loss');
    expect(loss).toEqual(reward < 0n ? { id: 'report-loss', severity: 'warning', loss: -reportChange } : undefined);
    await reset();
  });

  it.each([
    ['a gain', 2n * ETH],
    ['a loss', -8n * ETH],
  ])('quotes a stake and an exit with %s as they are once mined, to the wei', async (_, reward) => {
    await leaveBehind(reward);
    const stake = await readStakeQuote(chain.context, person, ETH);
    expect(stake).toMatchObject({ withHarvest: true, assetsBefore: (await chain.view(person)).assets });
    expect(stake.reportChange > 0n).toBe(reward > 0n);
    await chain.send(stake.transaction);
    expect((await chain.view(person)).assets).toBe(stake.assetsAfter);

    await chain.devnet.operator.returnEth(30n * ETH);
    await leaveBehind(reward / 2n);
    const unstake = await readUnstakeQuote(chain.context, person, 2n * ETH);
    expect(unstake).toMatchObject({ way: 'served-at-once', assetsBefore: stake.assetsAfter });
    expect(unstake.reportChange > 0n).toBe(reward > 0n);
    expect(unstake.assets > 2n * ETH).toBe(reward > 0n);
    await chain.send(unstake.transaction);
    expect((await chain.view(person)).assets).toBe(unstake.assetsAfter);
    await reset();
  });

  it.each([
    ['behind an update', (exit: Hex, update: Hex): Hex[] => [update, exit]],
    ['served by the update behind it', (exit: Hex, update: Hex): Hex[] => [exit, update]],
  ])('shows the stake after an exit %s as it is once mined, to the wei', async (_, order) => {
    await chain.devnet.operator.returnEth(30n * ETH);
    const report = await leaveBehind(-4n * ETH);
    const shares = (await chain.view(person)).shares / 3n;
    const parts = order(encode('enterExitQueue', [shares, person]), encode('updateState', [report]));
    const data = encode('multicall', [parts]);
    const { position, findings, facts } = await insightOf(data, 0n);
    expect(findings.map(({ id }) => id)).toContain('report-loss');
    const leaving = facts.calls.find(({ call }) => call.kind === 'exit')?.assets ?? 0n;
    expect(position?.after).toBe(await mine(data, 0n));
    const [exit] = (await chain.view(person)).exits;
    // One wei of rounding: the vault rounds once for the queue and once for the exit.
    expect(Number(leaving - (exit?.totalAssets ?? 0n))).toBeLessThanOrEqual(1);
    expect(Number((exit?.totalAssets ?? 0n) - leaving)).toBeLessThanOrEqual(1);
    await reset();
  });

  it('shows the stake after a batch of an account that updates and stakes', async () => {
    const report = await leaveBehind(-8n * ETH);
    const { address } = chain.context.pool;
    const deposit = encode('deposit', [person, nobody]);
    const calls = [
      [address, 0n, encode('updateState', [report])],
      [address, ETH, deposit],
    ];
    const batch = AbiCoder.defaultAbiCoder().encode(['(address,uint256,bytes)[]'], [calls]);
    const execute = account.encodeFunctionData('execute', [`0x01${'00'.repeat(31)}`, batch]) as Hex;
    const { position, findings } = await insightOf(execute, 0n, person);
    expect(findings.map(({ id }) => id)).toContain('report-loss');
    await mine(encode('updateState', [report]), 0n);
    expect(position?.after).toBe(await mine(deposit, ETH));
    await reset();
  });

  it('shows no stake afterwards where a report comes along with what cannot be simulated', async () => {
    const report = await leaveBehind(-8n * ETH);
    const { address } = chain.context.pool;
    const calls = [
      [address, 0n, encode('updateState', [report])],
      [address, ETH, encode('deposit', [person, nobody])],
      [address, 0n, encode('enterExitQueue', [ETH, person])],
    ];
    const batch = AbiCoder.defaultAbiCoder().encode(['(address,uint256,bytes)[]'], [calls]);
    const execute = account.encodeFunctionData('execute', [`0x01${'00'.repeat(31)}`, batch]) as Hex;
    const { position, facts } = await insightOf(execute, 0n, person);
    expect(position).toBeNull();
    expect(facts.unread).toContain('stake-after');
    await reset();
  });
});
