import { failureOf } from '@pooled-staking/core';
import { explainFailure } from '@pooled-staking/texts';
import { inEnglish } from '@pooled-staking/texts/command-line';
import type { Interface } from 'ethers';
import { type Result } from 'ethers';

import { OperatorError } from './errors';

/** One JSON-RPC request to a chain; rejects with an error that may carry revert data in `data`. */
export type ChainRequest = (method: string, params?: readonly unknown[]) => Promise<unknown>;

export type Block = { readonly number: number; readonly timestamp: number; readonly hash: string };

export type Log = { readonly address: string; readonly topics: readonly string[]; readonly data: string };

export type Receipt = { readonly hash: string; readonly blockNumber: number; readonly logs: readonly Log[] };

export type Transaction = {
  readonly from: string;
  readonly to: string;
  readonly data?: string;
  /** Wei; 0 by default. */
  readonly value?: bigint;
};

// More than the dearest call needs, given outright so that the node has nothing to estimate.
const GAS = 10_000_000n;
const GAS_RESERVE = 10n ** 18n;
const RECEIPT_TIMEOUT_MS = 20_000;
const RECEIPT_POLL_MS = 2;
const LOG_RANGE = 2_000;

const hex = (value: bigint | number): string => `0x${value.toString(16)}`;

function isRevertData(value: unknown): value is string {
  return typeof value === 'string' && /^0x([0-9a-f]{2})*$/iu.test(value);
}

/** Words for a failed call: the custom error's name where the interface knows it. */
function revertReason(error: unknown, contract: Interface | undefined): string {
  const { data } = (error ?? {}) as { data?: unknown };
  if (isRevertData(data) && data.length >= 10) {
    try {
      const parsed = contract?.parseError(data);
      // Solidity's own `Error` holds words, which are told below.
      if (parsed && parsed.name !== 'Error') {
        return parsed.name;
      }
    } catch {
      // Arguments that do not decode: the words of others say more.
    }
  }
  return explainFailure(failureOf(error), inEnglish);
}

/** A chain for development as the operator uses it: it can also set time and balances and act as any account. */
export class ChainClient {
  readonly #request: ChainRequest;
  readonly #gasPrice: bigint | undefined;
  #unlocked: Promise<Set<string>> | undefined;

  /** @param gasPrice wei, for a chain whose transactions have one; by default the node fills in a base fee and a tip. */
  constructor(request: ChainRequest, gasPrice?: bigint) {
    this.#request = request;
    this.#gasPrice = gasPrice;
  }

  /** The answer of a view function at the newest block. */
  async read(to: string, contract: Interface, name: string, args: readonly unknown[] = []): Promise<Result> {
    const data = contract.encodeFunctionData(name, args);
    const answer = await this.#request('eth_call', [{ to, data }, 'latest']);
    return contract.decodeFunctionResult(name, answer as string);
  }

  async chainId(): Promise<number> {
    return Number(await this.#request('eth_chainId'));
  }

  async latestBlock(): Promise<Block> {
    const block = (await this.#request('eth_getBlockByNumber', ['latest', false])) as Record<string, string>;
    return { number: Number(block['number']), timestamp: Number(block['timestamp']), hash: block['hash'] ?? '' };
  }

  /** The time that a block would have which is mined now, in seconds since 1970. */
  async presentTime(): Promise<number> {
    const block = (await this.#request('eth_getBlockByNumber', ['pending', false])) as { timestamp: string };
    return Number(block.timestamp);
  }

  async balance(account: string): Promise<bigint> {
    return BigInt((await this.#request('eth_getBalance', [account, 'latest'])) as string);
  }

  async setBalance(account: string, wei: bigint): Promise<void> {
    await this.#request('anvil_setBalance', [account, hex(wei)]);
  }

  async code(account: string): Promise<string> {
    return (await this.#request('eth_getCode', [account, 'latest'])) as string;
  }

  /** Mines one block, at a given time if it is said. */
  async mine(timestamp?: number): Promise<void> {
    if (timestamp !== undefined) {
      await this.#request('evm_setNextBlockTimestamp', [timestamp]);
    }
    await this.#request('evm_mine', []);
  }

  /** Mines blocks, each so many seconds after the one before it. */
  async mineMany(blocks: number, seconds: number): Promise<void> {
    await this.#request('anvil_mine', [hex(blocks), hex(seconds)]);
  }

  /** The next transaction's block gets this time. */
  async setNextTimestamp(timestamp: number): Promise<void> {
    await this.#request('evm_setNextBlockTimestamp', [timestamp]);
  }

  /** Logs of a contract from a block on, in ranges that public nodes allow. */
  async logs(address: string, topics: readonly (string | null)[], fromBlock: number): Promise<Log[]> {
    const { number: latest } = await this.latestBlock();
    const found: Log[] = [];
    for (let from = Math.min(fromBlock, latest); from <= latest; from += LOG_RANGE) {
      const to = Math.min(from + LOG_RANGE - 1, latest);
      found.push(...(await this.#logsBetween(address, topics, from, to)));
    }
    return found;
  }

  /** The newest log that fits, looking back from the newest block until `fromBlock`. */
  async newestLog(address: string, topics: readonly (string | null)[], fromBlock: number): Promise<Log | undefined> {
    const { number: latest } = await this.latestBlock();
    for (let to = latest; to >= Math.min(fromBlock, latest); to -= LOG_RANGE) {
      const from = Math.max(to - LOG_RANGE + 1, Math.min(fromBlock, latest), 0);
      const newest = (await this.#logsBetween(address, topics, from, to)).at(-1);
      if (newest) {
        return newest;
      }
    }
    return undefined;
  }

  async #logsBetween(address: string, topics: readonly (string | null)[], from: number, to: number): Promise<Log[]> {
    const filter = { address, topics, fromBlock: hex(from), toBlock: hex(to) };
    return (await this.#request('eth_getLogs', [filter])) as Log[];
  }

  /**
   * Sends a transaction and waits until it is mined. It is tried as a call first, so that one which would fail is not
   * sent. The sender gets the ETH that it lacks, and needs no key.
   *
   * @param contract names the custom errors of the call.
   * @throws OperatorError with the reason when the transaction would fail.
   */
  async send(transaction: Transaction, contract?: Interface): Promise<Receipt> {
    const { from, to, data = '0x', value = 0n } = transaction;
    await this.#unlock(from);
    const balance = await this.balance(from);
    if (balance < value + GAS_RESERVE) {
      await this.setBalance(from, value + 100n * GAS_RESERVE);
    }
    const price = this.#gasPrice === undefined ? {} : { gasPrice: hex(this.#gasPrice) };
    const request = { from, to, data, value: hex(value), gas: hex(GAS), ...price };
    try {
      await this.#request('eth_call', [request, 'latest']);
    } catch (error) {
      throw new OperatorError(`The chain refuses: ${revertReason(error, contract)}`, false, { cause: error });
    }
    const hash = (await this.#request('eth_sendTransaction', [request])) as string;
    return this.#waitForReceipt(hash);
  }

  async #unlock(account: string): Promise<void> {
    this.#unlocked ??= this.#request('eth_accounts').then(
      (accounts) => new Set((accounts as string[]).map((each) => each.toLowerCase())),
    );
    const unlocked = await this.#unlocked;
    if (!unlocked.has(account.toLowerCase())) {
      await this.#request('anvil_impersonateAccount', [account]);
      unlocked.add(account.toLowerCase());
    }
  }

  async #waitForReceipt(hash: string): Promise<Receipt> {
    const deadline = Date.now() + RECEIPT_TIMEOUT_MS;
    while (Date.now() < deadline) {
      const receipt = (await this.#request('eth_getTransactionReceipt', [hash])) as {
        status: string;
        blockNumber: string;
        logs: Log[];
      } | null;
      if (receipt) {
        if (Number(receipt.status) !== 1) {
          throw new OperatorError(`The transaction ${hash} failed although its trial went well; try again`);
        }
        return { hash, blockNumber: Number(receipt.blockNumber), logs: receipt.logs };
      }
      await new Promise((resolve) => setTimeout(resolve, RECEIPT_POLL_MS));
    }
    throw new OperatorError(`The transaction ${hash} was not mined within ${RECEIPT_TIMEOUT_MS / 1000} s`);
  }
}
