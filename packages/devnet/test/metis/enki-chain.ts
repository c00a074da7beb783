import {
  andromeda,
  eMetisPool,
  seMetisPool,
  type Address,
  type Pool,
  type PoolContext,
  type Request,
  type Transaction,
} from '@pooled-staking/core';

import { accounts, operatorAccount } from '../../src/accounts';
import type { Anvil } from '../../src/anvil';
import { contractInterface } from '../../src/contracts/deploy';
import { transact } from '../../src/contracts/transact';
import { defined } from '../../src/defined';
import { metisClient, placeMetisBasics, startMetisChain } from '../../src/metis/chain';
import { placeEnki, type EnkiOnChain } from '../../src/metis/enki';
import type { ChainClient } from '../../src/operator/chain-client';

export const METIS = 10n ** 18n;
export const DAY = 86_400;
const GAS_PRICE = 2_000_000_000n;
const START = 1_760_000_000;
const hex = (value: bigint | number): string => `0x${value.toString(16)}`;

export const dealer = accounts[8];
export const { eMetis, seMetis, minter, enki } = defined(andromeda.enki);
export const enkiToken = defined(enki.address);
export const metisToken = defined(andromeda.nativeToken);

/** A chain with ENKI, as the product's own code reads it, and people who send what it prepares. */
export class EnkiChain {
  private constructor(
    readonly anvil: Anvil,
    readonly chain: ChainClient,
    readonly contracts: EnkiOnChain,
  ) {}

  static async start(): Promise<EnkiChain> {
    const anvil = await startMetisChain(START);
    await placeMetisBasics(anvil, operatorAccount);
    const roles = { operator: operatorAccount, bridge: operatorAccount, l1Dealer: dealer, treasury: accounts[7] };
    return new EnkiChain(anvil, metisClient(anvil), await placeEnki(anvil, roles));
  }

  readonly request: Request = async ({ method, params }) => this.anvil.request(method, params as unknown[] | undefined);

  context(pool: Pool, more: Partial<PoolContext> = {}): PoolContext {
    return {
      request: this.request,
      network: andromeda,
      pool,
      fetchText: async () => Promise.reject(new Error('ENKI needs no files.')),
      rewardsGateways: [],
      ...more,
    };
  }

  get eMetis(): PoolContext {
    return this.context(eMetisPool);
  }

  get seMetis(): PoolContext {
    return this.context(seMetisPool);
  }

  /** Sends prepared transactions in their order, and tells what their gas cost. Throws when one fails. */
  async send({
    approvals,
    transaction,
  }: {
    approvals: readonly Transaction[];
    transaction: Transaction;
  }): Promise<bigint> {
    let cost = 0n;
    for (const { from, to, value, data, gas } of [...approvals, transaction]) {
      const call = { from, to, value: hex(value), data, gas: hex(gas), gasPrice: hex(GAS_PRICE) };
      const { gasUsed } = await transact(this.anvil, call);
      cost += BigInt(gasUsed) * GAS_PRICE;
    }
    return cost;
  }

  /** Calls a contract as an account, outside of the product, and tells what the gas cost. */
  async call(from: string, to: string, name: string, method: string, ...args: readonly unknown[]): Promise<bigint> {
    const data = contractInterface(name).encodeFunctionData(method, args);
    const { gasUsed } = await transact(this.anvil, { from, to, data, gas: hex(1_000_000), gasPrice: hex(GAS_PRICE) });
    return BigInt(gasUsed) * GAS_PRICE;
  }

  async read(to: string, name: string, method: string, ...args: readonly unknown[]): Promise<bigint> {
    return (await this.chain.read(to, contractInterface(name), method, args))[0] as bigint;
  }

  async configure(method: string, ...args: readonly unknown[]): Promise<void> {
    await this.call(operatorAccount, this.contracts.config, 'EnkiConfig', method, ...args);
  }

  /** Brings rewards from Ethereum and shares them. */
  async reward(amount: bigint): Promise<void> {
    await this.call(operatorAccount, minter, 'EMetisMinter', 'mintFromL1', amount);
    await this.call(operatorAccount, this.contracts.rewardDispatcher, 'RewardDispatcher', 'dispatch');
  }

  async fundQueue(amount: bigint): Promise<void> {
    await this.call(dealer, metisToken, 'MetisToken', 'transfer', this.contracts.redemptionQueue, amount);
  }

  /** Lets time pass. */
  async pass(seconds: number): Promise<void> {
    const { timestamp } = await this.chain.latestBlock();
    await this.chain.mine(timestamp + seconds);
  }

  /** Blocks enough that no reorg reaches what is there. */
  async settle(): Promise<void> {
    await this.chain.mineMany(andromeda.reorgDepth + 1, 1);
  }

  async metisOf(account: Address): Promise<bigint> {
    return this.chain.balance(account);
  }

  /** Undoes everything since the call. */
  async snapshot(): Promise<() => Promise<void>> {
    const id = await this.anvil.request('evm_snapshot');
    return async () => {
      await this.anvil.request('evm_revert', [id]);
    };
  }
}
