/** What nodes that answer from a record have in common. */
import { ContractAbi } from '../src/chain/contract-abi';
import type { Log } from '../src/chain/logs';
import type { Address, Hex, Seconds } from '../src/units';

export const multicallInterface = new ContractAbi([
  'function getEthBalance(address) returns (uint256)',
  'function getBlockNumber() returns (uint256)',
  'function getCurrentBlockTimestamp() returns (uint256)',
  'function getLastBlockHash() returns (bytes32)',
  'function getBlockHash(uint256) returns (bytes32)',
]);

const aggregate3Selector = '0x82ad56cb';

export const multicall3: Address = '0xcA11bde05977b3631167028862bE2a173976CA11';

/** The record does not hold what was asked. */
export class NotRecordedError extends Error {
  override readonly name = 'NotRecordedError';

  constructor(what: string) {
    super(`The record does not hold ${what}.`);
  }
}

/** A call that reverts, with its revert data. */
export class Revert extends Error {
  constructor(readonly data: Hex) {
    super(`execution reverted: ${data}`);
  }
}

export type Outcome = { success: boolean; returnData: Hex };

/** A log in the form that filters compare, and as a node gives it. */
export type StoredLog = { address: string; topics: Hex[]; blockNumber: number; raw: object };
export type Query = {
  address: Address | Address[];
  topics?: (Hex | Hex[] | null)[];
  fromBlock: Hex;
  toBlock: Hex | 'latest';
};

/** The block that a recorded state is of. */
export type BlockState = { block: number; timestamp: Seconds };

/** What Multicall3 says of the block that a call runs in. */
export const marks: Readonly<Record<string, (state: BlockState, args: readonly unknown[]) => unknown>> = {
  getBlockNumber: ({ block }) => block,
  getCurrentBlockTimestamp: ({ timestamp }) => timestamp,
  getLastBlockHash: ({ block }) => hashOf(block - 1),
  getBlockHash: ({ block }, [number]) => {
    const asked = Number(number);
    return hashOf(asked < block && asked >= block - 256 ? asked : 0);
  },
};

export const quantity = (value: number): Hex => `0x${value.toString(16)}`;
// The record has no block hashes; nothing that is compared depends on them.
export const hashOf = (block: number): Hex => `0x${block.toString(16).padStart(64, '0')}`;

/** A header as a node gives it. */
export function blockHeader(number: number, timestamp: Seconds): object {
  return {
    number: quantity(number),
    hash: hashOf(number),
    parentHash: hashOf(number - 1),
    timestamp: quantity(timestamp),
  };
}

/** A recorded log as filters compare it, and as a node gives it. */
export function toStoredLog(log: Log): StoredLog {
  const { blockNumber, logIndex } = log;
  return {
    address: log.address.toLowerCase(),
    topics: log.topics.map((topic) => topic.toLowerCase() as Hex),
    blockNumber,
    raw: {
      ...log,
      blockNumber: quantity(blockNumber),
      blockHash: hashOf(blockNumber),
      logIndex: quantity(logIndex),
      removed: false,
    },
  };
}

/** A 32-byte word of some ABI-encoded digits, at a byte offset. */
const wordAt = (digits: string, offset: number): string => digits.slice(2 * offset, 2 * (offset + 32));
const numberAt = (digits: string, offset: number): number => Number(`0x${wordAt(digits, offset)}`);
const word = (value: number): string => value.toString(16).padStart(64, '0');

/** The calls of `aggregate3((address target, bool allowFailure, bytes callData)[])`; by hand, since it is most of the work. */
export function decodeAggregate(data: Hex): { target: Address; callData: Hex }[] {
  if (!data.startsWith(aggregate3Selector)) {
    throw new NotRecordedError(`the call ${data.slice(0, 10)} of Multicall3`);
  }
  const digits = data.slice(10);
  const start = numberAt(digits, 0);
  return Array.from({ length: numberAt(digits, start) }, (_, index) => {
    const call = start + 32 + numberAt(digits, start + 32 * (index + 1));
    const bytes = call + numberAt(digits, call + 64);
    const from = 2 * (bytes + 32);
    return {
      target: `0x${wordAt(digits, call).slice(24)}`,
      callData: `0x${digits.slice(from, from + 2 * numberAt(digits, bytes))}`,
    };
  });
}

/** The answer of `aggregate3`: `(bool success, bytes returnData)[]`. */
export function encodeOutcomes(outcomes: readonly Outcome[]): Hex {
  const items = outcomes.map(({ success, returnData }) => {
    const digits = returnData.slice(2);
    const padded = digits.padEnd(64 * Math.ceil(digits.length / 64), '0');
    return word(success ? 1 : 0) + word(64) + word(digits.length / 2) + padded;
  });
  let offset = 32 * items.length;
  const offsets = items.map((item) => {
    const here = word(offset);
    offset += item.length / 2;
    return here;
  });
  return `0x${word(32)}${word(items.length)}${offsets.join('')}${items.join('')}`;
}

function matchesTopics(topics: readonly Hex[], wanted: readonly (readonly string[] | null)[]): boolean {
  return wanted.every((each, index) => each === null || each.includes(topics[index] ?? ''));
}

const lower = (value: Hex | readonly Hex[]): string[] => [value].flat().map((each) => each.toLowerCase());

/** The logs that fit a question, up to the newest block. */
export function findLogs(logs: readonly StoredLog[], query: Query, newestBlock: number): unknown[] {
  const { address, topics = [], fromBlock, toBlock } = query;
  const addresses = lower(address);
  const wanted = topics.map((each) => each && lower(each));
  const [first, last] = [Number(fromBlock), toBlock === 'latest' ? newestBlock : Number(toBlock)];
  return logs
    .filter(
      (log) =>
        log.blockNumber >= first &&
        log.blockNumber <= last &&
        matchesTopics(log.topics, wanted) &&
        addresses.includes(log.address),
    )
    .map(({ raw }) => raw);
}
