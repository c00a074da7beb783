import { StakingError } from '../errors';
import type { Address, Hex, Seconds } from '../units';
import { toQuantity } from './block';
import { isHex, isNatural, type Unknown } from './checks';
import { matcherOf, type LogFilter, type LogMatcher } from './log-filter';
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
function inconsistent(problem: string, details: Record<string, number> = {}): StakingError {
  return new StakingError('CHAIN_INCONSISTENT', `${problem} Try again, or use another node.`, details);
}

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
  return Array.isArray(raw?.topics) && fits(raw as { address: unknown; topics: unknown[]; data: unknown });
}

/**
 * Asks the node once for the logs of a range of blocks, both ends included. Logs that a reorg removed are left out, and
 * those whose first word is not the filter's.
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
  const { firstWord, ...question } = filter;
  const query = { ...question, fromBlock: toQuantity(fromBlock), toBlock: toQuantity(toBlock) };
  const answer = await callNode<unknown>(request, 'eth_getLogs', [query]);
  if (!Array.isArray(answer)) {
    throw inconsistent('The node answered a question for logs with something else.');
  }
  const fits = matcherOf([question]);
  const isWanted = firstWord ? matcherOf([filter]) : undefined;
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
    if (!isWanted || isWanted(log)) {
      logs.push(log);
    }
    before = log;
  }
  return logs;
}
