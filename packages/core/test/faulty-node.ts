import type { Block } from '../src/chain/block';
import type { Clock, Log } from '../src/chain/logs';
import type { Request } from '../src/chain/request';
import type { Address, Hex } from '../src/units';

export const pool: Address = '0x4fef9d741011476750a243ac70b9789a63dd47df';
/** Of three events. */
export const topics = ['a', 'b', 'c'].map((end): Hex => `0x${end.padStart(64, '0')}`);

const word = (...numbers: number[]): Hex =>
  `0x${numbers
    .map((each) => each.toString(16).padStart(8, '0'))
    .join('')
    .padEnd(64, '0')}`;

export type FakeBlock = { readonly hash: Hex; readonly logs: readonly Log[] };

/** A chain whose blocks carry a few logs each; a reorg gives its last blocks other hashes and other logs. */
export class FakeChain {
  readonly blocks: FakeBlock[] = [];
  #fork = 1;

  /** Adds a block with a log of each given topic (by index). */
  add(kinds: readonly number[] = []): this {
    const number = this.blocks.length;
    const hash = word(this.#fork, number);
    const logs = kinds.map((kind, logIndex) => ({
      address: pool,
      topics: [topics[kind] ?? '0x'],
      data: word(logIndex),
      blockNumber: number,
      logIndex,
      transactionHash: word(this.#fork, number, logIndex),
      blockHash: hash,
    }));
    this.blocks.push({ hash, logs });
    return this;
  }

  /** Adds blocks up to a height, with logs where they are given. */
  grow(height: number, logsAt: ReadonlyMap<number, readonly number[]> = new Map()): this {
    while (this.blocks.length < height) {
      this.add(logsAt.get(this.blocks.length));
    }
    return this;
  }

  /** Takes the last blocks away; those that come in their place belong to another chain. */
  cut(depth: number): this {
    this.blocks.length -= Math.min(depth, this.blocks.length);
    this.#fork += 1;
    return this;
  }

  get head(): Block {
    return this.block(this.blocks.length - 1);
  }

  block(number: number): Block {
    return { number, hash: this.blocks[number]?.hash ?? '0x', timestamp: 1_600_000_000 + 12 * number };
  }

  logs(from = 0, to = Infinity, kinds?: readonly string[]): Log[] {
    return this.blocks
      .slice(from, to + 1)
      .flatMap(({ logs }) => logs)
      .filter((log) => !kinds || kinds.includes(log.topics[0] ?? ''));
  }
}

const hex = (value: number): Hex => `0x${value.toString(16)}`;

/** A log as a node sends it. */
export function toRaw({ blockNumber, logIndex, ...log }: Log): Record<string, unknown> {
  return { ...log, blockNumber: hex(blockNumber), logIndex: hex(logIndex), removed: false };
}

/** An error as a node gives it. */
export function nodeError(message: string, code = -32000, data?: unknown): Error {
  return Object.assign(new Error(message), { code }, data === undefined ? {} : { data });
}

export type LogQuery = { readonly from: number; readonly to: number; readonly kinds: readonly string[] };

/** What a test does to a question for logs: answers by itself, fails, or leaves it to the chain (`undefined`). */
export type Fault = (query: LogQuery, count: number) => unknown;

export type FakeNode = {
  readonly request: Request;
  /** The questions for logs that were answered with logs. */
  readonly ranges: LogQuery[];
  /** All requests, in words. */
  readonly calls: string[];
  /** The most that ran at a time. */
  readonly peak: () => number;
};

/** A node of a chain, as it is at the moment of each answer. */
export function nodeOf(chain: FakeChain, fault: Fault = () => undefined): FakeNode {
  const ranges: LogQuery[] = [];
  const calls: string[] = [];
  let running = 0;
  let peak = 0;
  let count = 0;
  const answer = async (method: string, params: unknown): Promise<unknown> => {
    if (method === 'eth_getBlockByNumber') {
      const [tag] = params as [string];
      calls.push(`block ${Number(tag)}`);
      const block = chain.blocks[Number(tag)];
      return block ? { number: tag, hash: block.hash, timestamp: hex(chain.block(Number(tag)).timestamp) } : null;
    }
    const [query] = params as [{ fromBlock: Hex; toBlock: Hex; topics: (Hex | Hex[] | null)[] }];
    const [first] = query.topics;
    const kinds = first ? [first].flat() : topics;
    const asked = { from: Number(query.fromBlock), to: Number(query.toBlock), kinds };
    calls.push(`logs ${asked.from}-${asked.to}`);
    count += 1;
    const given = await fault(asked, count);
    if (given !== undefined) {
      return given;
    }
    ranges.push(asked);
    return chain.logs(asked.from, asked.to, kinds).map(toRaw);
  };
  return {
    ranges,
    calls,
    peak: () => peak,
    request: async ({ method, params }) => {
      running += 1;
      peak = Math.max(peak, running);
      try {
        await Promise.resolve();
        return await answer(method, params);
      } finally {
        running -= 1;
      }
    },
  };
}

/** Time that passes at once, and remembers what was waited for. */
export function fakeClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  let time = 0;
  return {
    waits,
    now: () => time,
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
      time += milliseconds;
      await Promise.resolve();
    },
  };
}
