import type { Interface } from 'ethers';
import { AbiCoder, concat, dataSlice, keccak256, toBeHex } from 'ethers';

import { AnvilRpcError, startAnvil } from '../../src/anvil';
import type { Anvil } from '../../src/anvil';
import { contractInterface, deployProtocol } from '../../src/contracts/deploy';
import type { DevnetContracts, PoolVersion } from '../../src/contracts/deploy';
import { transact } from '../../src/contracts/transact';
import { slotOf } from './storage';

export const ETH = 10n ** 18n;
export const HOUR = 3600;
export const ZERO_ADDRESS = '0x0000000000000000000000000000000000000000';
export const FEE_BPS = 1500n;

/** anvil's own accounts by the part that they play. */
export const people = {
  alice: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
  bob: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  carol: '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
  stranger: '0x90F79bf6EB2c4f870365E785982E1f101E93b906',
  feeRecipient: '0x23618e81E3f5cdF7f54C3d65f7FBc0aBf5B21E8f',
  operator: '0xa0Ee7A142d267C1f36714E4a8F75612F20a79720',
} as const;

export const addresses = {
  pool: '0x1000000000000000000000000000000000000001',
  keeper: '0x1000000000000000000000000000000000000002',
  vaultsRegistry: '0x1000000000000000000000000000000000000003',
  validatorsRegistry: '0x1000000000000000000000000000000000000004',
  mevEscrow: '0x1000000000000000000000000000000000000005',
  multicall3: '0x1000000000000000000000000000000000000006',
  ethUsdFeed: '0x1000000000000000000000000000000000000007',
};

const GENESIS_TIME = 1_800_000_000;
const abi = AbiCoder.defaultAbiCoder();

export type HarvestParams = {
  readonly rewardsRoot: string;
  readonly reward: bigint;
  readonly unlockedMevReward: bigint;
  readonly proof: readonly string[];
};

export type LoggedEvent = { readonly name: string; readonly args: readonly unknown[] };

export type Sent = { readonly events: readonly LoggedEvent[]; readonly timestamp: number };

type ContractName =
  | 'pool'
  | 'keeper'
  | 'vaultsRegistry'
  | 'validatorsRegistry'
  | 'mevEscrow'
  | 'multicall3'
  | 'ethUsdFeed';

type Options = { readonly from?: string; readonly value?: bigint; readonly contract?: ContractName };

/** Leaf of the rewards tree: hashed twice, so that no inner node can pass for one. */
export function rewardsLeaf(pool: string, reward: bigint, unlockedMevReward: bigint): string {
  return keccak256(keccak256(abi.encode(['address', 'int160', 'uint160'], [pool, reward, unlockedMevReward])));
}

/** A tree of two leaves, the other one made up: the proof has one step. */
export function buildReport(reward: bigint, salt: number, unlockedMevReward = 0n): HarvestParams {
  const leaf = rewardsLeaf(addresses.pool, reward, unlockedMevReward);
  const neighbour = keccak256(toBeHex(salt, 32));
  const pair = BigInt(leaf) < BigInt(neighbour) ? [leaf, neighbour] : [neighbour, leaf];
  return { rewardsRoot: keccak256(concat(pair)), reward, unlockedMevReward, proof: [neighbour] };
}

/** The name of a custom error, `Panic(n)`, the text of a plain error, or `(empty)`. */
export function nameRevert(data: string, interfaces: readonly Interface[]): string {
  if (data === '0x') {
    return '(empty)';
  }
  if (data.startsWith('0x4e487b71')) {
    return `Panic(${BigInt(dataSlice(data, 4))})`;
  }
  if (data.startsWith('0x08c379a0')) {
    return String(abi.decode(['string'], dataSlice(data, 4))[0]);
  }
  for (const contract of interfaces) {
    const error = contract.parseError(data);
    if (error !== null) {
      return error.name;
    }
  }
  return data;
}

/** A pool on a chain of its own, and short words for what people do with it. */
export class Rig {
  #salt = 0;

  private constructor(
    readonly anvil: Anvil,
    readonly version: PoolVersion,
    readonly contracts: DevnetContracts,
    readonly interfaces: Readonly<Record<ContractName, Interface>>,
  ) {}

  static async start(version: PoolVersion, options: { capacity?: bigint } = {}): Promise<Rig> {
    const anvil = await startAnvil({ chainId: 31337, timestamp: GENESIS_TIME });
    const contracts = await deployProtocol(anvil, {
      addresses,
      poolVersion: version,
      operator: people.operator,
      feeRecipient: people.feeRecipient,
      feePercentBps: Number(FEE_BPS),
      capacity: options.capacity,
    });
    return new Rig(anvil, version, contracts, {
      pool: contractInterface(`PoolV${version}`),
      keeper: contractInterface('Keeper'),
      vaultsRegistry: contractInterface('VaultsRegistry'),
      validatorsRegistry: contractInterface('ValidatorsRegistry'),
      mevEscrow: contractInterface('OwnMevEscrow'),
      multicall3: contractInterface('Multicall3'),
      ethUsdFeed: contractInterface('PriceFeed'),
    });
  }

  encode(method: string, args: readonly unknown[] = [], contract: ContractName = 'pool'): string {
    return this.interfaces[contract].encodeFunctionData(method, args);
  }

  /** A transaction to a contract of the protocol; rejects when it would revert. */
  async send(method: string, args: readonly unknown[] = [], options: Options = {}): Promise<Sent> {
    const contract = options.contract ?? 'pool';
    return this.sendRaw(addresses[contract], this.encode(method, args, contract), options);
  }

  async sendRaw(to: string, data: string, options: Options = {}): Promise<Sent> {
    const from = options.from ?? people.alice;
    const receipt = await transact(this.anvil, { from, to, data, value: `0x${(options.value ?? 0n).toString(16)}` });
    const block = (await this.anvil.request('eth_getBlockByNumber', [receipt.blockNumber, false])) as {
      timestamp: string;
    };
    const events = receipt.logs.flatMap((log) => {
      for (const candidate of Object.values(this.interfaces)) {
        const parsed = candidate.parseLog(log);
        if (parsed !== null) {
          return [{ name: parsed.name, args: [...parsed.args] as unknown[] }];
        }
      }
      return [];
    });
    return { events, timestamp: Number(block.timestamp) };
  }

  /** The answer of a call: the value itself when there is one, else all of them. */
  async call<T = bigint>(method: string, args: readonly unknown[] = [], options: Options = {}): Promise<T> {
    const contract = options.contract ?? 'pool';
    const request = {
      from: options.from ?? people.alice,
      to: addresses[contract],
      data: this.encode(method, args, contract),
    };
    const answer = (await this.anvil.request('eth_call', [request, 'latest'])) as string;
    const values = this.interfaces[contract].decodeFunctionResult(method, answer).toArray() as unknown[];
    return (values.length === 1 ? values[0] : values) as T;
  }

  /** Why an operation reverts; rejects when it does not. */
  async reasonOf(operation: Promise<unknown>): Promise<string> {
    try {
      await operation;
    } catch (error) {
      if (error instanceof AnvilRpcError && typeof error.data === 'string') {
        return nameRevert(error.data, Object.values(this.interfaces));
      }
      throw error;
    }
    throw new Error('The transaction succeeded');
  }

  async balance(account: string): Promise<bigint> {
    return BigInt((await this.anvil.request('eth_getBalance', [account, 'latest'])) as string);
  }

  async addBalance(account: string, amount: bigint): Promise<void> {
    const balance = (await this.balance(account)) + amount;
    await this.anvil.request('anvil_setBalance', [account, toBeHex(balance)]);
  }

  async now(): Promise<number> {
    const block = (await this.anvil.request('eth_getBlockByNumber', ['latest', false])) as { timestamp: string };
    return Number(block.timestamp);
  }

  /** The next block carries this time. */
  async setNextTime(timestamp: number): Promise<void> {
    await this.anvil.request('evm_setNextBlockTimestamp', [timestamp]);
  }

  async advance(seconds: number): Promise<void> {
    await this.setNextTime((await this.now()) + seconds);
    await this.anvil.request('evm_mine', []);
  }

  deposit(from: string, amount: bigint, receiver = from): Promise<Sent> {
    return this.send('deposit', [receiver, ZERO_ADDRESS], { from, value: amount });
  }

  /** Posts a report with this cumulative reward as soon as the Keeper takes it. */
  async report(reward: bigint): Promise<HarvestParams> {
    const params = buildReport(reward, (this.#salt += 1));
    await this.advance(12 * HOUR);
    await this.postReport(params);
    return params;
  }

  postReport(params: HarvestParams, from: string = people.operator): Promise<Sent> {
    const args = [params.rewardsRoot, 1n, GENESIS_TIME, 'bafkreitest'];
    return this.send('updateRewards', args, { from, contract: 'keeper' });
  }

  async reportAndHarvest(reward: bigint): Promise<Sent> {
    return this.send('updateState', [await this.report(reward)]);
  }

  /** Alice stakes 40 ETH and the pool gets its first validator: 8 ETH and the security deposit stay free. */
  async collateralize(): Promise<void> {
    await this.deposit(people.alice, 40n * ETH);
    await this.send('registerValidators', [1], { from: people.operator });
  }

  /** Requests an exit; the position that it made. */
  async exit(from: string, shares: bigint, receiver = from) {
    const { events, timestamp } = await this.send('enterExitQueue', [shares, receiver], { from });
    const ticket = events.find(({ name }) => name === 'ExitQueueEntered')?.args[2] as bigint;
    return { ticket, timestamp, shares, receiver };
  }

  async sharesOf(account: string): Promise<bigint> {
    return this.call('getShares', [account]);
  }

  /** ETH set aside for claims, from raw storage: version 1 has no getter for it. */
  async unclaimedAssets(): Promise<bigint> {
    const { slot, offset } = slotOf('_unclaimedAssets');
    const answer = await this.anvil.request('eth_getStorageAt', [addresses.pool, toBeHex(slot), 'latest']);
    return BigInt.asUintN(128, BigInt(answer as string) >> BigInt(8 * offset));
  }

  async snapshot(): Promise<() => Promise<void>> {
    const id = await this.anvil.request('evm_snapshot');
    return async () => {
      await this.anvil.request('evm_revert', [id]);
    };
  }

  stop(): Promise<void> {
    return this.anvil.stop();
  }
}
