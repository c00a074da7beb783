import { StakingError } from '../errors';
import type { Hex } from '../units';
import { toQuantity } from './block';
import type { Unknown } from './checks';
import { isLog, type Log } from './log';
import { matcherOf, type LogFilter, type LogMatcher } from './log-filter';
import { isBehind, mergeLogs } from './log-order';
import { callNode, type Request } from './request';
import { parseQuantity } from './numbers';

type RawLog = Unknown<Log & { removed: boolean }>;

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
  const blockNumber = parseQuantity(raw?.blockNumber);
  const logIndex = parseQuantity(raw?.logIndex);
  // A time of 0 is what nodes give that do not know it.
  const time = blockTimestamp === undefined || blockTimestamp === null ? 0 : parseQuantity(blockTimestamp);
  // Written out, since a hundred thousand objects of one shape cost a fraction of what they do when they grow.
  const log =
    blockHash && time !== 0
      ? {
          address,
          topics,
          data,
          blockNumber,
          logIndex,
          transactionHash,
          blockHash,
          blockTimestamp: time,
        }
      : {
          ...{ address, topics, data, blockNumber, logIndex, transactionHash },
          ...(blockHash ? { blockHash } : {}),
          ...(time === 0 ? {} : { blockTimestamp: time }),
        };
  return isLog(log, before) ? log : undefined;
}

/** True for what may be malformed, but fits. */
function isMatch(raw: RawLog, fits: LogMatcher): boolean {
  return Array.isArray(raw?.topics) && fits(raw as { address: unknown; topics: unknown[]; data: unknown });
}

/**
 * Asks the node once for the logs of a range of blocks, both ends included, in the order of the chain, each once. Logs
 * that a reorg removed are left out, and those whose first word is not the filter's.
 * @param isElsewhere tells logs that another question brings: they are left out too.
 * @throws StakingError CHAIN_UNAVAILABLE when the node fails or refuses, CHAIN_INCONSISTENT when it answers with anything
 * but logs of one chain that fit the question.
 */
export async function readLogRange(
  request: Request,
  filter: LogFilter,
  fromBlock: number,
  toBlock: number,
  isElsewhere?: LogMatcher,
): Promise<readonly Log[]> {
  const { address, topics, firstWord } = filter;
  const question = { address, topics };
  const query = { ...question, fromBlock: toQuantity(fromBlock), toBlock: toQuantity(toBlock) };
  const answer = await callNode<unknown>(request, 'eth_getLogs', [query]);
  if (!Array.isArray(answer)) {
    throw new StakingError('CHAIN_INCONSISTENT', { kind: 'odd-answer', method: 'eth_getLogs' });
  }
  const fits = matcherOf([question]);
  const isWanted = firstWord ? matcherOf([filter]) : undefined;
  const logs: Log[] = [];
  let isRow = true;
  let before: Log | undefined;
  const raws = answer as readonly RawLog[];
  for (const raw of raws) {
    if (raw?.removed === true || (isElsewhere && isMatch(raw, isElsewhere))) {
      continue;
    }
    const log = toLog(raw, before);
    const isAsked = log && ((log.topics === before?.topics && log.address === before.address) || fits(log));
    if (!isAsked || log.blockNumber < fromBlock || log.blockNumber > toBlock) {
      throw new StakingError('CHAIN_INCONSISTENT', { kind: 'odd-logs', fromBlock, toBlock });
    }
    if (!isWanted || isWanted(log)) {
      logs.push(log);
    }
    isRow &&= !before || isBehind(log, before);
    before = log;
  }
  return isRow ? logs : mergeLogs([logs]);
}
