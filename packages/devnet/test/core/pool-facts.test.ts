import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  readExitTimes,
  readPoolChanges,
  readPoolPenalties,
  readStakeQuote,
  readUnstakeQuote,
  readValidators,
  readVaultState,
  stakewiseOn,
  type Address,
} from '@pooled-staking/core';
import { countingSteps } from '../../../core/test/counting-steps';
import { accounts, operatorAccount } from '../../src/accounts';
import { contractInterface, upgradePool } from '../../src/contracts/deploy';
import { transact } from '../../src/contracts/transact';
import { ETH } from '../launcher/support';
import { textStore } from './life/product';
import { PoolOnChain } from './pool-on-chain';

const hour = 3_600;
const [person, other]: readonly Address[] = accounts;
const depositContract = contractInterface('ValidatorsRegistry');

describe('what a pool tells of its life, under both codes', () => {
  let chain: PoolOnChain;
  let upgradedTo = '';
  /** Public keys in the order in which the deposit contract was given them. */
  let keys: string[] = [];
  const exit = { requestedAt: 0, servedAt: 0 };

  const now = async (): Promise<number> => (await readVaultState(chain.context)).block.timestamp;
  const manage = async (method: string, args: readonly unknown[], value = 0n): Promise<void> => {
    const data = contractInterface('PoolV2').encodeFunctionData(method, args);
    const call = { from: operatorAccount, to: chain.context.pool.address, data, value: `0x${value.toString(16)}` };
    await transact(chain.devnet.anvil, call);
  };

  // One life for all: a stake, validators, a penalty that MEV softens, an exit; then the upgrade, a fee, validators with more
  // than the least, and a penalty that a donation outweighs.
  beforeAll(async () => {
    chain = await PoolOnChain.launch({ poolVersion: 1, seed: false, capacity: 1_000n * ETH });
    const { operator, anvil } = chain.devnet;
    const { network, pool } = chain.context;
    await chain.send((await readStakeQuote(chain.context, other, 100n * ETH)).transaction);
    await operator.runValidators();
    await operator.sendMev(ETH / 10n);
    await operator.report(-ETH);
    await chain.send((await readStakeQuote(chain.context, person, 5n * ETH)).transaction);
    await operator.returnEth(10n * ETH);
    await chain.send((await readUnstakeQuote(chain.context, person, 2n * ETH)).transaction);
    exit.requestedAt = await now();
    await operator.report(ETH / 100n);
    exit.servedAt = await now();
    upgradedTo = await upgradePool(anvil, {
      addresses: { ...network, ...stakewiseOn(network), pool: pool.address },
      operator: operatorAccount,
    });
    await manage('setFeePercent', [1_200]);
    await chain.send((await readStakeQuote(chain.context, other, 70n * ETH)).transaction);
    await operator.runValidators();
    await manage('fundValidator', [3n, 2n * ETH]);
    await manage('donateAssets', [], ETH);
    await operator.report(-ETH / 2n);
    await chain.send((await readUnstakeQuote(chain.context, other, 20n * ETH)).transaction);
    const query = { address: stakewiseOn(network).validatorsRegistry, fromBlock: '0x0', toBlock: 'latest' };
    const logs = (await anvil.request('eth_getLogs', [query])) as { topics: string[]; data: string }[];
    keys = [...new Set(logs.map((log) => String(depositContract.parseLog(log)?.args[0])))];
  });

  afterAll(async () => chain.devnet.stop());

  it('has the validators that its operator registered, one page after the other, and then costs two steps', async () => {
    const context = { ...chain.context, store: textStore() };
    const first = await readValidators(context, { page: { skip: 0, most: 3 } });
    const counting = countingSteps(context.request);
    const second = await readValidators({ ...context, request: counting.request }, { page: { skip: 3, most: 9 } });
    expect(counting.steps()).toBeLessThanOrEqual(2);
    const all = [...first.validators, ...second.validators];
    expect(keys).toHaveLength(5);
    expect(all.map(({ publicKey }) => publicKey)).toEqual([...keys].reverse());
    expect([first.count, first.leaving]).toEqual([5, 0]);
    // Version 1 tells no amount; the first validator of version 2 was topped up.
    expect(all.map(({ deposited }) => deposited)).toEqual([32n * ETH, 34n * ETH, null, null, null]);
    for (const { registeredInBlock, registeredAt } of all) {
      const block = await chain.devnet.anvil.request('eth_getBlockByNumber', [
        `0x${registeredInBlock.toString(16)}`,
        false,
      ]);
      expect(registeredAt).toBe(Number((block as { timestamp: string }).timestamp));
    }
  });

  it('has its fees, codes and limit', async () => {
    const state = await readVaultState(chain.context);
    const { created, fees, codes, capacity } = await readPoolChanges(chain.context, state);
    expect(capacity).toBe(1_000n * ETH);
    expect(fees.map(({ feeBps }) => feeBps)).toEqual([1_500, 1_200]);
    expect(codes.map(({ version }) => version)).toEqual([1, 2]);
    expect(codes[1]?.implementation).toBe(upgradedTo.toLowerCase());
    const [before, after] = [codes[1]?.blockNumber ?? 0, fees[1]?.blockNumber ?? 0];
    expect(created.blockNumber).toBeLessThan(before);
    expect(before).toBeLessThan(after);
  });

  it('has its penalties, softened by MEV or outweighed by a donation', async () => {
    const penalties = await readPoolPenalties(chain.context, await readVaultState(chain.context));
    expect(penalties.map(({ assets, lost }) => ({ assets, lost }))).toEqual([
      { assets: ETH, lost: (ETH * 9n) / 10n },
      { assets: ETH / 2n, lost: 0n },
    ]);
    // A hundred staked, and the pool's own gwei.
    expect(penalties[0]?.totalBefore).toBe(100n * ETH + 10n ** 9n);
    expect(penalties[0]?.share).toBe((ETH * 10n ** 18n) / (100n * ETH + 10n ** 9n));
  });

  it('has how long exits took: until they were served, and for the wait at least', async () => {
    const state = await readVaultState(chain.context);
    const took = exit.servedAt - exit.requestedAt;
    const served = { count: 1, waiting: 1 };
    for (const seconds of [hour, 24 * hour]) {
      const expected = Math.max(took, seconds);
      const times = await readExitTimes(chain.context, state, { seconds });
      expect(times).toMatchObject({ ...served, median: expected, shortest: expected, longest: expected });
    }
    expect(took).toBeGreaterThan(hour);
  });
});
