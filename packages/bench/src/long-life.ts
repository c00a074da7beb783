// The devnet's wallet uses the web's types.
/// <reference lib="dom" />
/** A pool with a long life: an account with 100 events among 100,000 of others, on a real chain. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { accounts, launchDevnet, type Devnet } from '@pooled-staking/devnet';
import { Interface } from 'ethers';
import { defaultSettings, type Settings } from '../../snap/src/wallet/settings';
import { currentVersion, stateKey } from '../../snap/src/wallet/state';
import { CountingWallet } from './snap-process';

/** Deposits for others, many in one transaction. */
const crowdSource = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.26;

interface IPool {
    function deposit(address receiver, address referrer) external payable returns (uint256 shares);
}

contract Crowd {
    function deposit(IPool pool, uint160 first, uint256 people, uint256 count, uint256 each) external payable {
        for (uint256 i = 0; i < count; ++i) {
            pool.deposit{value: each}(address(uint160(first + (i % people))), address(0));
        }
    }
}`;

const crowdInterface = new Interface([
  'function deposit(address pool, uint160 first, uint256 people, uint256 count, uint256 each) payable',
]);

export const poolInterface = new Interface([
  'function deposit(address receiver, address referrer) payable returns (uint256 shares)',
  'function enterExitQueue(uint256 shares, address receiver) returns (uint256 positionTicket)',
  'function claimExitedAssets(uint256 positionTicket, uint256 timestamp, uint256 exitQueueIndex)',
  'function getExitQueueIndex(uint256 positionTicket) view returns (int256)',
  'function getShares(address account) view returns (uint256)',
  'function convertToAssets(uint256 shares) view returns (uint256)',
  'event ExitQueueEntered(address indexed owner, address indexed receiver, uint256 positionTicket, uint256 shares)',
  'event Deposited(address indexed caller, address indexed receiver, uint256 assets, uint256 shares, address referrer)',
]);

export const crowdEvents = 100_000;
export const accountEvents = 100;

const ETH = 10n ** 18n;
const eachOfCrowd = 10n ** 9n;
const perTransaction = 2_000;
const people = 1_000;
const firstOfCrowd = 0xc2000000000000000000000000000000000000n;
/** One of the others. */
export const crowdMember = (index: number): `0x${string}` =>
  `0x${(firstOfCrowd + BigInt(index)).toString(16).padStart(40, '0')}`;

const zeroAddress = `0x${'00'.repeat(20)}`;
const hex = (value: bigint | number): string => `0x${value.toString(16)}`;

/** Node's solc is untyped. */
type Compiler = { compile: (input: string) => string };

function compileCrowd(root: string): string {
  const solc = createRequire(join(root, 'packages', 'devnet', 'package.json'))('solc') as Compiler;
  const output = JSON.parse(
    solc.compile(
      JSON.stringify({
        language: 'Solidity',
        sources: { crowd: { content: crowdSource } },
        settings: {
          evmVersion: 'cancun',
          optimizer: { enabled: true, runs: 200 },
          outputSelection: { '*': { '*': ['evm.bytecode.object'] } },
        },
      }),
    ),
  ) as { contracts?: { crowd?: { Crowd?: { evm: { bytecode: { object: string } } } } }; errors?: unknown };
  const code = output.contracts?.crowd?.Crowd?.evm.bytecode.object;
  if (code === undefined) {
    throw new Error(`The crowd's contract does not compile: ${JSON.stringify(output.errors)}`);
  }
  return `0x${code}`;
}

type Receipt = {
  status: string;
  contractAddress: string | null;
  blockNumber: string;
  logs: { topics: string[]; data: string }[];
};

/** The chain with its pool and how to act on it. */
class LongLife {
  /** The account that is looked at. */
  readonly account = accounts[5];
  readonly #exits: { ticket: bigint; timestamp: bigint }[] = [];
  #events = 0;

  constructor(
    readonly devnet: Devnet,
    readonly pool: string,
  ) {}

  async #send(transaction: { from: string; to?: string; data: string; value?: bigint; gas: bigint }): Promise<Receipt> {
    const { anvil } = this.devnet;
    const { value = 0n, gas, ...rest } = transaction;
    const hash = await anvil.request('eth_sendTransaction', [{ ...rest, value: hex(value), gas: hex(gas) }]);
    const deadline = Date.now() + 60_000;
    while (Date.now() < deadline) {
      const receipt = (await anvil.request('eth_getTransactionReceipt', [hash])) as Receipt | null;
      if (receipt) {
        if (Number(receipt.status) !== 1) {
          throw new Error(`A transaction of the benchmark's pool failed: ${String(hash)}`);
        }
        return receipt;
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`A transaction of the benchmark's pool was not mined: ${String(hash)}`);
  }

  /** Others deposit, `crowdEvents` times in all; calls `between` after each transaction. */
  async live(code: string, between: (round: number) => Promise<void>): Promise<void> {
    const { anvil } = this.devnet;
    await anvil.request('anvil_setBlockGasLimit', [hex(10n ** 10n)]);
    const { contractAddress } = await this.#send({ from: this.account, data: code, gas: 2_000_000n });
    const rounds = crowdEvents / perTransaction;
    const args = [this.pool, firstOfCrowd, people, perTransaction, eachOfCrowd];
    const data = crowdInterface.encodeFunctionData('deposit', args);
    for (let round = 0; round < rounds; round += 1) {
      const { logs } = await this.#send({
        from: accounts[6],
        to: contractAddress ?? '',
        data,
        value: BigInt(perTransaction) * eachOfCrowd,
        gas: BigInt(perTransaction) * 60_000n,
      });
      if (logs.length !== perTransaction) {
        throw new Error(`The crowd made ${logs.length} events in a transaction, not ${perTransaction}.`);
      }
      await between(round);
    }
  }

  async #act(name: string, args: readonly unknown[], value = 0n): Promise<Receipt> {
    this.#events += 1;
    const data = poolInterface.encodeFunctionData(name, args);
    return this.#send({ from: this.account, to: this.pool, data, value, gas: 1_000_000n });
  }

  async stake(): Promise<void> {
    await this.#act('deposit', [this.account, zeroAddress], ETH / 10n);
  }

  async exit(): Promise<void> {
    const { logs, blockNumber } = await this.#act('enterExitQueue', [ETH / 50n, this.account]);
    const block = await this.devnet.anvil.request('eth_getBlockByNumber', [blockNumber, false]);
    const entered = logs.map((log) => poolInterface.parseLog(log)).find((log) => log?.name === 'ExitQueueEntered');
    this.#exits.push({
      ticket: BigInt(String(entered?.args[2])),
      timestamp: BigInt((block as { timestamp: string }).timestamp),
    });
  }

  /** The operator serves the queue, and the waiting time passes. */
  async serve(): Promise<void> {
    const { operator } = this.devnet;
    await operator.returnEth();
    await operator.report(ETH / 100n);
    await operator.advanceTime(2 * 86_400);
  }

  async claim(): Promise<void> {
    const exit = this.#exits.shift();
    const data = poolInterface.encodeFunctionData('getExitQueueIndex', [exit?.ticket]);
    const index = await this.devnet.anvil.request('eth_call', [{ to: this.pool, data }, 'latest']);
    await this.#act('claimExitedAssets', [exit?.ticket, exit?.timestamp, index]);
  }

  get events(): number {
    return this.#events;
  }
}

export type { LongLife };

/**
 * Starts a devnet whose pool has 100,000 deposits of 1,000 others behind it and an account with 100 events: 80 stakes, 11
 * exits, 9 claims; of the two exits that are open one can be claimed and one waits. No report is open.
 */
export async function makeLongLife(root: string): Promise<LongLife> {
  const code = compileCrowd(root);
  const devnet = await launchDevnet({ poolVersion: 2, walletPanel: false });
  try {
    const life = new LongLife(devnet, devnet.contracts?.pool ?? '');
    await life.live(code, async (round) => {
      await life.stake();
      if (round < 30) {
        await life.stake();
      }
      if (round >= 10 && round < 20) {
        await life.exit();
      }
      if (round === 20) {
        await life.serve();
      }
      if (round >= 21 && round < 30) {
        await life.claim();
      }
    });
    await life.exit();
    if (life.events !== accountEvents) {
      throw new Error(`The account has ${life.events} events, not ${accountEvents}.`);
    }
    return life;
  } catch (error) {
    await devnet.stop();
    throw error;
  }
}

/** A wallet on the chain of the long life, whose Snap reads rewards files from it. */
export function walletOf(
  { devnet }: LongLife,
  settings: Partial<Settings> = {},
  parts: Readonly<Record<string, unknown>> = {},
): CountingWallet {
  const wallet = new CountingWallet(devnet.chainUrl, devnet.chainId);
  const rewardsGateways = { [`eip155:${devnet.chainId}`]: [`${devnet.httpUrl}/ipfs/`] };
  const own = { version: currentVersion, settings: { ...defaultSettings, ...settings, rewardsGateways }, ...parts };
  wallet.states.set(false, { [stateKey]: own });
  return wallet;
}
