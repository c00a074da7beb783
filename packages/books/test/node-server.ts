import type { Hex, Log } from '@pooled-staking/core';
import { blockHeader, hashOf, quantity } from '../../core/test/recorded-chain';
import { JsonServer } from './json-server';

type Call = { readonly id: unknown; readonly method: string; readonly params: readonly unknown[] };

/** Which logs are asked for; addresses and topics in lower case, as filters give them. */
export type LogQuery = {
  readonly address?: string | readonly string[];
  readonly topics?: readonly (string | readonly string[] | null)[];
  readonly fromBlock: number;
  readonly toBlock: number;
};

/** What a node plays. */
export type Played = {
  readonly chainId: number;
  readonly newest: () => number;
  /** Time of a block, recorded or not. */
  readonly timeOf: (block: number) => number;
  readonly transactionsOf: (block: number) => readonly Hex[];
  readonly logs: (query: LogQuery) => Promise<readonly Log[]>;
  /** Answers any other request. */
  readonly other: (method: string, params: readonly unknown[]) => Promise<unknown>;
};

const zeros = (bytes: number): Hex => `0x${'00'.repeat(bytes)}`;

/** A log as a node gives it. */
function rawLog(log: Log, transactionIndex: number): object {
  const { address, topics, data, blockNumber, logIndex, transactionHash } = log;
  return {
    address,
    topics,
    data,
    transactionHash,
    transactionIndex: quantity(transactionIndex),
    blockNumber: quantity(blockNumber),
    blockHash: hashOf(blockNumber),
    logIndex: quantity(logIndex),
    removed: false,
  };
}

/**
 * A node over HTTP that plays a life of the pool. What a header or a transaction holds besides numbers, times, hashes and
 * parents is made up: nothing that is compared rests on it.
 */
export class NodeServer {
  readonly #played: Played;
  readonly #server = new JsonServer(async (body) => JSON.stringify(await this.#answer(JSON.parse(body) as Call)));

  constructor(played: Played) {
    this.#played = played;
  }

  async listen(): Promise<string> {
    return this.#server.listen();
  }

  stop(): void {
    this.#server.stop();
  }

  async #answer({ id, method, params }: Call): Promise<object> {
    try {
      return { jsonrpc: '2.0', id, result: await this.#result(method, params) };
    } catch (error) {
      const data = (error as { data?: unknown }).data;
      const message = error instanceof Error ? error.message : String(error);
      return { jsonrpc: '2.0', id, error: { code: data === undefined ? -32_000 : 3, message, data } };
    }
  }

  async #result(method: string, params: readonly unknown[]): Promise<unknown> {
    const { chainId, newest, other } = this.#played;
    switch (method) {
      case 'eth_chainId':
        return quantity(chainId);
      case 'eth_blockNumber':
        return quantity(newest());
      case 'eth_getBlockByNumber': {
        const number = params[0] === 'latest' ? newest() : Number(params[0]);
        return number > newest() ? null : this.#block(number);
      }
      case 'eth_getBlockByHash':
        return this.#block(Number(BigInt(params[0] as Hex)));
      case 'eth_getLogs':
        return this.#logs(params[0] as { blockHash?: Hex; fromBlock: Hex; toBlock: Hex });
      default:
        return other(method, params);
    }
  }

  async #logs({ blockHash, ...query }: { blockHash?: Hex; fromBlock: Hex; toBlock: Hex }): Promise<object[]> {
    const { logs, transactionsOf, newest } = this.#played;
    const block = blockHash === undefined ? undefined : Number(BigInt(blockHash));
    const fromBlock = block ?? Number(query.fromBlock);
    const toBlock = Math.min(block ?? Number(query.toBlock), newest());
    const found = await logs({ ...query, fromBlock, toBlock });
    return found.map((log) => rawLog(log, Math.max(0, transactionsOf(log.blockNumber).indexOf(log.transactionHash))));
  }

  #block(number: number): object {
    const { timeOf, transactionsOf } = this.#played;
    const none = { input: '0x', value: '0x0', gas: '0x0', gasPrice: '0x0', nonce: '0x0', type: '0x0' };
    const transactions = transactionsOf(number).map((hash, index) => ({
      ...none,
      hash,
      blockHash: hashOf(number),
      blockNumber: quantity(number),
      transactionIndex: quantity(index),
      from: zeros(20),
      to: zeros(20),
      r: '0x0',
      s: '0x0',
      v: '0x0',
    }));
    return {
      ...blockHeader(number, timeOf(number)),
      transactions,
      logsBloom: zeros(256),
      miner: zeros(20),
      extraData: '0x',
      stateRoot: zeros(32),
      transactionsRoot: zeros(32),
      receiptsRoot: zeros(32),
      sha3Uncles: zeros(32),
      mixHash: zeros(32),
      nonce: zeros(8),
      gasUsed: '0x0',
      gasLimit: '0x0',
      size: '0x0',
      difficulty: '0x0',
      baseFeePerGas: '0x0',
      uncles: [],
    };
  }
}

const asList = (value: string | readonly string[]): readonly string[] =>
  (typeof value === 'string' ? [value] : value).map((each) => each.toLowerCase());

/** Whether a log is asked for. */
export function isAsked(log: Log, { address, topics = [], fromBlock, toBlock }: LogQuery): boolean {
  return (
    log.blockNumber >= fromBlock &&
    log.blockNumber <= toBlock &&
    (address === undefined || asList(address).includes(log.address.toLowerCase())) &&
    topics.every((each, index) => each === null || asList(each).includes((log.topics[index] ?? '').toLowerCase()))
  );
}
