import { stakewiseOn } from '@pooled-staking/core';
import type { FetchText, Hex } from '@pooled-staking/core';
import { Interface, toQuantity } from 'ethers';

import { startAnvil, type Anvil } from '../../../src/anvil';
import { loadArtifact } from '../../../src/contracts/artifacts';
import {
  contractInterface,
  deployPoolImplementation,
  deployProtocol,
  type FixedAddresses,
  type PoolVersion,
} from '../../../src/contracts/deploy';
import { transact } from '../../../src/contracts/transact';
import { RewardsStore } from '../../../src/rewards/rewards-store';
import { decodeMany, encodeMany } from './many-reads';
import { escrow, everybody, network, operator, people, pool } from './people';

/** Functions of both versions by the names that they have in the contracts. */
export const abi = {
  v1: contractInterface('PoolV1'),
  v2: contractInterface('PoolV2'),
  keeper: contractInterface('Keeper'),
  registry: contractInterface('VaultsRegistry'),
};
const balances = new Interface(['function getEthBalance(address) view returns (uint256)']);

/** Code that reverts whatever it is sent. */
const refuserCode = '0x60006000fd';
const gas = toQuantity(3_000_000n);
const fortune = toQuantity(10n ** 26n);

export type Sending = { readonly from: string; readonly to: string; readonly value: bigint; readonly data: string };

type RawLog = { readonly address: string; readonly topics: string[]; readonly data: string };
export type Receipt = { readonly transactionHash: string; readonly status: string; readonly logs: readonly RawLog[] };

/** A read of a contract. */
export type Read = { readonly to: string; readonly abi: Interface; readonly method: string; readonly args?: unknown[] };

export type Header = { readonly number: number; readonly timestamp: number };

/** A chain with the pool on it, nothing costing gas, blocks mined one by one at given times. */
export class PoolChain {
  readonly reports = new RewardsStore();
  readonly #calldata = new Map<string, string>();
  #origin: unknown;

  private constructor(
    readonly anvil: Anvil,
    /** The code of version 2, registered for the pool's upgrade; of no use to a pool of version 2. */
    readonly nextImplementation: string,
  ) {}

  static async start(poolVersion: PoolVersion): Promise<PoolChain> {
    const free = ['--order', 'fifo', '--base-fee', '0', '--gas-price', '0', '--auto-impersonate'];
    const anvil = await startAnvil({
      chainId: network.chainId,
      timestamp: 1_800_000_000,
      // States of all blocks stay in memory.
      args: [...free, '--prune-history', '1000000'],
    });
    const addresses: FixedAddresses = {
      pool: pool.address,
      keeper: stakewiseOn(network).keeper,
      vaultsRegistry: stakewiseOn(network).vaultsRegistry,
      validatorsRegistry: stakewiseOn(network).validatorsRegistry,
      multicall3: network.multicall3,
      mevEscrow: escrow,
    };
    const options = { addresses, operator, feeRecipient: people.collector, feePercentBps: 1_500, poolVersion };
    await deployProtocol(anvil, options);
    await anvil.request('anvil_autoImpersonateAccount', [true]);
    const nextImplementation = await deployPoolImplementation(anvil, options, 2);
    const data = abi.registry.encodeFunctionData('addVaultImpl', [nextImplementation]);
    if (poolVersion === 1) {
      await transact(anvil, { from: operator, to: stakewiseOn(network).vaultsRegistry, data });
    }
    await anvil.request('anvil_setCode', [people.refuser, refuserCode]);
    for (const name of everybody.filter((each) => each !== 'pool')) {
      await anvil.request('anvil_setBalance', [people[name], fortune]);
    }
    await anvil.request('evm_setAutomine', [false]);
    const chain = new PoolChain(anvil, nextImplementation);
    // The contracts came faster than blocks of Ethereum do: a day makes up for it.
    const { timestamp } = await chain.header();
    await chain.mine(timestamp + 86_400, []);
    chain.#origin = await chain.snapshot();
    return chain;
  }

  /** Back to where nobody has staked yet. */
  async reset(): Promise<void> {
    await this.revert(this.#origin);
    this.#origin = await this.snapshot();
  }

  async snapshot(): Promise<unknown> {
    return this.anvil.request('evm_snapshot');
  }

  async revert(snapshot: unknown): Promise<void> {
    if ((await this.anvil.request('evm_revert', [snapshot])) !== true) {
      throw new Error('the chain did not go back');
    }
  }

  async header(): Promise<Header> {
    const block = (await this.anvil.request('eth_getBlockByNumber', ['latest', false])) as Record<string, string>;
    return { number: Number(block['number']), timestamp: Number(block['timestamp']) };
  }

  /** Mines one block of these transactions, in this order. */
  async mine(timestamp: number, sendings: readonly Sending[]): Promise<Receipt[]> {
    const hashes = await this.anvil.batch(
      sendings.map(({ from, to, value, data }) => [
        'eth_sendTransaction',
        [{ from, to, value: toQuantity(value), data, gas, gasPrice: '0x0' }],
      ]),
    );
    await this.anvil.request('evm_setNextBlockTimestamp', [timestamp]);
    await this.anvil.request('evm_mine');
    const receipts = (await this.anvil.request('eth_getBlockReceipts', ['latest'])) as Receipt[];
    const byHash = new Map(receipts.map((receipt) => [receipt.transactionHash, receipt]));
    return hashes.map((hash) => {
      const receipt = byHash.get(hash as string);
      if (!receipt) {
        throw new Error(`the transaction ${String(hash)} is not in the block`);
      }
      return receipt;
    });
  }

  /** Empty blocks at even distances. */
  async mineEmpty(blocks: number, seconds: number): Promise<void> {
    await this.anvil.request('anvil_mine', [
      toQuantity(blocks),
      toQuantity(Math.max(12, Math.floor(seconds / blocks))),
    ]);
  }

  /** ETH that comes without a transaction, as withdrawals and rewards of block proposers do. */
  async grant(account: string, amount: bigint): Promise<void> {
    const balance = BigInt((await this.anvil.request('eth_getBalance', [account, 'latest'])) as string);
    await this.anvil.request('anvil_setBalance', [account, toQuantity(balance + amount)]);
  }

  /** Many reads at the newest block: the words that each returns, `null` where it reverts. */
  async read(reads: readonly Read[]): Promise<(readonly bigint[] | null)[]> {
    const data = encodeMany(reads.map((read) => ({ to: read.to, data: this.#encode(read) })));
    return decodeMany((await this.anvil.request('eth_call', [{ to: network.multicall3, data }, 'latest'])) as string);
  }

  /** The same few calls are made over and over. */
  #encode({ abi: contract, method, args = [] }: Read): string {
    const key = `${method}(${args.join()})`;
    const known = this.#calldata.get(key) ?? contract.encodeFunctionData(method, args);
    this.#calldata.set(key, known);
    return known;
  }

  /** The answer of a call as somebody; `null` when it reverts. */
  async call(from: string, data: string): Promise<string | null> {
    try {
      return (await this.anvil.request('eth_call', [{ from, to: pool.address, data, gas }, 'latest'])) as string;
    } catch {
      return null;
    }
  }

  /** Donations that wait for the next harvest. */
  async pendingDonations(): Promise<bigint> {
    const place = loadArtifact('PoolV2').storage.find(({ label }) => label === '_donatedAssets');
    if (!place) {
      throw new Error('version 2 keeps no donations');
    }
    const word = await this.anvil.request('eth_getStorageAt', [pool.address, toQuantity(BigInt(place.slot)), 'latest']);
    return BigInt.asUintN(128, BigInt(word as Hex) >> BigInt(8 * place.offset));
  }

  /** The rewards files that were published here. */
  readonly fetchText: FetchText = async (url) => {
    const file = this.reports.get(url.slice(url.lastIndexOf('/') + 1));
    return file === undefined ? Promise.reject(new Error('there is no such file')) : Promise.resolve(file);
  };

  stop(): Promise<void> {
    return this.anvil.stop();
  }
}

/** A read of a balance through Multicall3. */
export function balanceOf(account: string): Read {
  return { to: network.multicall3, abi: balances, method: 'getEthBalance', args: [account] };
}
