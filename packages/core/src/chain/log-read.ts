import { StakingError } from '../errors';
import type { Address, Hex, Seconds } from '../units';
import { toQuantity } from './block';
import { callNode, type Request } from './request';

/** A log as it is used here: where it stands, and its raw words. Plain JSON. */
export type Log = {
  readonly address: Address;
  readonly topics: readonly Hex[];
  readonly data: Hex;
  readonly blockNumber: number;
  readonly logIndex: number;
  readonly transactionHash: Hex;
  /** Which chain it was read from, where the node tells. */
  readonly blockHash?: Hex;
  /** Where the node gives it with the log, which saves a request. */
  readonly blockTimestamp?: Seconds;
};

/** Which logs: contracts, and topics by position (`null`: any; a list: any of them). */
export type LogFilter = {
  readonly address: Address | readonly Address[];
  readonly topics: readonly (Hex | readonly Hex[] | null)[];
};

const hexPattern = /^0x[0-9a-fA-F]*$/u;

/** True for a `0x` string of hex digits. */
export function isHex(value: unknown): value is Hex {
  return typeof value === 'string' && hexPattern.test(value);
}

/** True for what may be hex: its digits are checked by whoever reads them, since a look at all of them takes longest. */
function isText(value: unknown): value is Hex {
  return typeof value === 'string' && value.charCodeAt(0) === zero && value.charCodeAt(1) === smallX;
}

const [zero, smallX] = ['0', 'x'].map((digit) => digit.charCodeAt(0));

function areTexts(values: unknown): values is Hex[] {
  if (!Array.isArray(values)) {
    return false;
  }
  for (const value of values) {
    if (!isText(value)) {
      return false;
    }
  }
  return true;
}

/** An answer that cannot be right, in words. */
export function inconsistent(problem: string, details: Record<string, number> = {}): StakingError {
  return new StakingError('CHAIN_INCONSISTENT', `${problem} Try again, or use another node.`, details);
}

/** What a word may be, in lower case; `null`: anything. */
type Allowed = readonly string[] | null;

const toAllowed = (words: Hex | readonly Hex[] | null): Allowed =>
  words === null ? null : [words].flat().map((word) => word.toLowerCase());

function isOneOf(words: readonly string[], word: string): boolean {
  for (const each of words) {
    if (each === word) {
      return true;
    }
  }
  // Nodes write in lower case: the second look is for those that do not.
  return upperCase.test(word) && words.includes(word.toLowerCase());
}

const isAllowed = (words: Allowed, word: unknown): boolean =>
  words === null || (typeof word === 'string' && isOneOf(words, word));

const upperCase = /[A-F]/u;

/** Tells which logs fit a filter. */
export type LogMatcher = (log: { readonly address: unknown; readonly topics: readonly unknown[] }) => boolean;

/** Tells which logs fit one of some filters, whatever the letter case. */
export function matcherOf(filters: readonly LogFilter[]): LogMatcher {
  const all = filters.map(({ address, topics }) => ({ address: toAllowed(address), topics: topics.map(toAllowed) }));
  return (log) => {
    for (const { address, topics } of all) {
      let index = 0;
      while (index < topics.length && isAllowed(topics[index] as Allowed, log.topics[index])) {
        index += 1;
      }
      if (index === topics.length && isAllowed(address, log.address)) {
        return true;
      }
    }
    return false;
  };
}

/** True for a block number, an index or a time. */
export function isNatural(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** What comes from outside and claims to be of a type. */
export type Unknown<Type> = { readonly [Key in keyof Type]?: unknown } | null | undefined;

/** True for a log in its form. The digits of its topics and data are checked when its event is decoded. */
export function isLog(log: Unknown<Log>): log is Log {
  return (
    isText(log?.address) &&
    isText(log.data) &&
    isHex(log.transactionHash) &&
    isNatural(log.blockNumber) &&
    isNatural(log.logIndex) &&
    (log.blockHash === undefined || isText(log.blockHash)) &&
    (log.blockTimestamp === undefined || isNatural(log.blockTimestamp)) &&
    areTexts(log.topics)
  );
}

type RawLog = Unknown<Log & { removed: boolean }>;

/** What a character stands for as a hexadecimal digit, by its code; `NaN` for those that are none. */
const digitByCode = Array.from({ length: 128 }, (_, code) => parseInt(String.fromCharCode(code), 16));

/** A number as a node writes it; `NaN` for anything else. By hand: three times as fast, and a log has three numbers. */
function toNumber(quantity: unknown): number {
  if (!isText(quantity) || quantity.length < 3 || quantity.length > 16) {
    return NaN;
  }
  let number = 0;
  for (let index = 2; index < quantity.length; index += 1) {
    number = number * 16 + (digitByCode[quantity.charCodeAt(index)] ?? NaN);
  }
  return number;
}

/** The topics of the log before where they are the same: most logs of an account differ in their data alone. */
function shareTopics(topics: unknown, before: readonly Hex[] | undefined): unknown {
  if (!before || !Array.isArray(topics) || topics.length !== before.length) {
    return topics;
  }
  for (let index = 0; index < before.length; index += 1) {
    if (topics[index] !== before[index]) {
      return topics;
    }
  }
  return before;
}

/**
 * A node's log with numbers for hex; `undefined` when it is malformed.
 * @param before the log before it: what both say is kept once.
 */
function toLog(raw: RawLog, before: Log | undefined): Log | undefined {
  const { data, transactionHash, blockHash, blockTimestamp } = raw ?? {};
  const address = raw?.address === before?.address ? before?.address : raw?.address;
  const topics = shareTopics(raw?.topics, before?.topics);
  const blockNumber = toNumber(raw?.blockNumber);
  const logIndex = toNumber(raw?.logIndex);
  // Written out, since a hundred thousand objects of one shape cost a fraction of what they do when they grow.
  const log =
    blockHash && blockTimestamp
      ? {
          address,
          topics,
          data,
          blockNumber,
          logIndex,
          transactionHash,
          blockHash,
          blockTimestamp: toNumber(blockTimestamp),
        }
      : {
          ...{ address, topics, data, blockNumber, logIndex, transactionHash },
          ...(blockHash ? { blockHash } : {}),
          ...(blockTimestamp ? { blockTimestamp: toNumber(blockTimestamp) } : {}),
        };
  return isLog(log) ? log : undefined;
}

/** True for what may be malformed, but fits. */
function isMatch(raw: RawLog, fits: LogMatcher): boolean {
  return Array.isArray(raw?.topics) && fits(raw as { address: unknown; topics: unknown[] });
}

/**
 * Asks the node once for the logs of a range of blocks, both ends included. Logs that a reorg removed are left out.
 * @param isElsewhere tells logs that another question brings: they are left out too.
 * @throws StakingError CHAIN_UNAVAILABLE when the node fails or refuses, CHAIN_INCONSISTENT when it answers with anything
 * but logs that fit the question.
 */
export async function readLogRange(
  request: Request,
  filter: LogFilter,
  fromBlock: number,
  toBlock: number,
  isElsewhere?: LogMatcher,
): Promise<Log[]> {
  const query = { ...filter, fromBlock: toQuantity(fromBlock), toBlock: toQuantity(toBlock) };
  const answer = await callNode<unknown>(request, 'eth_getLogs', [query]);
  if (!Array.isArray(answer)) {
    throw inconsistent('The node answered a question for logs with something else.');
  }
  const fits = matcherOf([filter]);
  const logs: Log[] = [];
  let before: Log | undefined;
  for (const raw of answer as RawLog[]) {
    if (raw?.removed === true || (isElsewhere && isMatch(raw, isElsewhere))) {
      continue;
    }
    const log = toLog(raw, before);
    const isAsked = log && ((log.topics === before?.topics && log.address === before.address) || fits(log));
    if (!isAsked || log.blockNumber < fromBlock || log.blockNumber > toBlock) {
      throw inconsistent(
        `The node answered with a log that was not asked for (of blocks ${fromBlock} to ${toBlock}).`,
        { fromBlock, toBlock },
      );
    }
    logs.push(log);
    before = log;
  }
  return logs;
}

/** Merges two rows of logs, each in the order of the chain. */
function merge(first: readonly Log[], second: readonly Log[]): Log[] {
  const merged: Log[] = [];
  let next = 0;
  for (const log of first) {
    for (let other = second[next]; other && compareLogs(other, log) < 0; next += 1, other = second[next]) {
      merged.push(other);
    }
    merged.push(log);
  }
  for (; next < second.length; next += 1) {
    merged.push(second[next] as Log);
  }
  return merged;
}

/** Logs in the order of the chain. They come in rows that are in order: merging these is much faster than a sort. */
function inOrder(logs: readonly Log[]): readonly Log[] {
  const starts = [0];
  for (let index = 1; index < logs.length; index += 1) {
    if (compareLogs(logs[index - 1] as Log, logs[index] as Log) > 0) {
      starts.push(index);
    }
  }
  if (starts.length === 1) {
    return logs;
  }
  let rows: (readonly Log[])[] = starts.map((start, row) => logs.slice(start, starts[row + 1]));
  while (rows.length > 1) {
    rows = rows.flatMap((row, index) => (index % 2 === 0 ? [merge(row, rows[index + 1] ?? [])] : []));
  }
  return rows[0] as readonly Log[];
}

/**
 * Logs in the order in which the chain wrote them, each once.
 * @throws StakingError CHAIN_INCONSISTENT when they stem from two chains: two logs in one place, or two hashes of a block.
 */
export function sortLogs(logs: readonly Log[]): readonly Log[] {
  const sorted = inOrder(logs);
  let hasRepeats = false;
  let last: Log | undefined;
  let hash: Hex | undefined;
  for (const log of sorted) {
    const isSameBlock = last?.blockNumber === log.blockNumber;
    const isSamePlace = isSameBlock && last?.logIndex === log.logIndex;
    hash = isSameBlock ? (hash ?? log.blockHash) : log.blockHash;
    if ((log.blockHash ?? hash) !== hash || (isSamePlace && last?.transactionHash !== log.transactionHash)) {
      throw inconsistent('The chain was reorganised while its logs were read.', { blockNumber: log.blockNumber });
    }
    hasRepeats ||= isSamePlace;
    last = log;
  }
  return hasRepeats
    ? sorted.filter((log, index) => index === 0 || compareLogs(log, sorted[index - 1] as Log) !== 0)
    : sorted;
}

/** Negative when a log stands before another one. */
export function compareLogs(a: Log, b: Log): number {
  return a.blockNumber - b.blockNumber || a.logIndex - b.logIndex;
}
