import { andromeda, artemisPool, type Address, type Hex, type PoolContext, type Request } from '@pooled-staking/core';

import { accounts, feeRecipient, operatorAccount } from '../../src/accounts';
import type { Anvil } from '../../src/anvil';
import { contractInterface, placeContract } from '../../src/contracts/deploy';
import { transact } from '../../src/contracts/transact';
import { defined } from '../../src/defined';
import { metisClient, placeMetisBasics, startMetisChain } from '../../src/metis/chain';
import type { ChainClient } from '../../src/operator/chain-client';

export const METIS = 10n ** 18n;

const GAS_PRICE = 2_000_000_000n;

/** When the chain begins, and how long requests wait. */
export const artemisSeconds = { start: 1_760_000_000, day: 86_400, delay: 14 * 86_400 } as const;

export const contracts = { ...defined(andromeda.artemis), pool: artemisPool.address };

/** Compiled contracts by the name that they have in the registry. */
const names = {
  pool: 'AMTDepositPool',
  token: 'ArtMetis',
  withdrawalManager: 'AMTWithdrawalManager',
  rewardPool: 'AMTRewardPool',
  config: 'AMTConfig',
} as const;

type Place = keyof typeof names;

/** A chain of Metis with Artemis on it, and who acts there. */
export class ArtemisOnChain {
  readonly people: readonly Address[] = accounts.slice(0, 4);

  private constructor(
    readonly anvil: Anvil,
    readonly chain: ChainClient,
  ) {}

  static async start({ feeRate = METIS / 10n } = {}): Promise<ArtemisOnChain> {
    const anvil = await startMetisChain(artemisSeconds.start);
    const on = new ArtemisOnChain(anvil, metisClient(anvil));
    await placeMetisBasics(anvil, operatorAccount);
    for (const place of Object.keys(names) as Place[]) {
      await placeContract(anvil, contracts[place], names[place]);
    }
    const { token, pool, rewardPool, withdrawalManager, config } = contracts;
    await on.call('config', 'initialize', operatorAccount, [
      operatorAccount,
      token,
      pool,
      rewardPool,
      withdrawalManager,
    ]);
    await on.call('token', 'initialize', operatorAccount, [config]);
    await on.call('pool', 'initialize', operatorAccount, [config]);
    await on.call('rewardPool', 'initialize', operatorAccount, [config, feeRecipient, feeRate]);
    await on.call('withdrawalManager', 'initialize', operatorAccount, [config, artemisSeconds.delay]);
    return on;
  }

  readonly request: Request = async ({ method, params }) => this.anvil.request(method, params as unknown[] | undefined);

  context(request: Request = this.request, store?: PoolContext['store']): PoolContext {
    const network = { ...andromeda, pools: [artemisPool] };
    const fetchText = async () => Promise.reject(new Error('Nothing is fetched.'));
    return { request, network, pool: artemisPool, fetchText, rewardsGateways: [], store };
  }

  /** Calls a contract in a transaction of its own block. */
  async call(place: Place, method: string, from: string, args: readonly unknown[] = [], value = 0n): Promise<number> {
    const data = contractInterface(names[place]).encodeFunctionData(method, args);
    return (await this.chain.send({ from, to: contracts[place], data, value })).blockNumber;
  }

  /** Sends a transaction as a quote made it, and tells what its gas cost. */
  async sendQuoted({ from, to, value, data, gas }: Quoted): Promise<{ cost: bigint; blockNumber: number }> {
    const receipt = await transact(this.anvil, {
      ...{ from, to, data, value: `0x${value.toString(16)}`, gas: `0x${gas.toString(16)}` },
      gasPrice: `0x${GAS_PRICE.toString(16)}`,
    });
    const cost = BigInt(receipt.gasUsed) * GAS_PRICE;
    return { cost, blockNumber: Number(receipt.blockNumber) };
  }

  async read(place: Place, method: string, args: readonly unknown[] = []): Promise<bigint> {
    return (await this.chain.read(contracts[place], contractInterface(names[place]), method, args))[0] as bigint;
  }

  async stake(from: string, amount: bigint): Promise<void> {
    await this.call('pool', 'deposit', from, [0n, ''], amount);
  }

  /** Sequencers' rewards come in over the bridge; somebody harvests them. */
  async reward(amount: bigint, isHarvested = true): Promise<void> {
    await this.chain.send({ from: operatorAccount, to: contracts.rewardPool, value: amount });
    if (isHarvested) {
      await this.call('pool', 'harvest', operatorAccount);
    }
  }

  async release(firstExcluded: bigint): Promise<void> {
    await this.call('withdrawalManager', 'unlockWithdrawal', operatorAccount, [firstExcluded]);
  }

  /** Mines a block so many seconds later. */
  async wait(seconds: number): Promise<void> {
    await this.chain.mine((await this.chain.latestBlock()).timestamp + seconds);
  }

  /** What artMETIS is worth by the contracts themselves. */
  async worth(shares: bigint): Promise<bigint> {
    const [total, supply] = [await this.read('pool', 'totalDeposits'), await this.read('token', 'totalSupply')];
    return supply === 0n ? 0n : (shares * total) / supply;
  }
}

type Quoted = {
  readonly from: Address;
  readonly to: Address;
  readonly value: bigint;
  readonly data: Hex;
  readonly gas: bigint;
};
