import type { Hex } from '../units';
import { reorganised } from './block';
import type { Log } from './log';

/** Negative when a log stands before another one. */
function compareLogs(a: Log, b: Log): number {
  return a.blockNumber - b.blockNumber || a.logIndex - b.logIndex;
}

/** True when a log stands behind another one of the same chain: a row in which each does needs no other check. */
export function isBehind(log: Log, before: Log): boolean {
  return (
    log.blockNumber > before.blockNumber ||
    (log.blockNumber === before.blockNumber && log.logIndex > before.logIndex && log.blockHash === before.blockHash)
  );
}

/** Splits logs where one stands before the log before it. */
function splitIntoRows(logs: readonly Log[]): (readonly Log[])[] {
  const starts = [0];
  for (let index = 1; index < logs.length; index += 1) {
    if (compareLogs(logs[index - 1] as Log, logs[index] as Log) > 0) {
      starts.push(index);
    }
  }
  return starts.length === 1 ? [logs] : starts.map((start, row) => logs.slice(start, starts[row + 1]));
}

/** Merges two rows of logs, each in the order of the chain. */
function mergeTwo(first: readonly Log[], second: readonly Log[]): readonly Log[] {
  if (first.length === 0 || second.length === 0) {
    return first.length === 0 ? second : first;
  }
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

/** Merges rows of logs, each in the order of the chain. */
function mergeAll(rows: readonly (readonly Log[])[]): readonly Log[] {
  let left = rows;
  while (left.length > 1) {
    const halves = left;
    left = halves.flatMap((row, index) => (index % 2 === 0 ? [mergeTwo(row, halves[index + 1] ?? [])] : []));
  }
  return left[0] ?? [];
}

/** Logs in the order of the chain, each once. Throws when two stand in one place, or a block has two hashes. */
function ofOneChain(logs: readonly Log[]): readonly Log[] {
  let hasRepeats = false;
  let last: Log | undefined;
  let hash: Hex | undefined;
  for (const log of logs) {
    const isSameBlock = last?.blockNumber === log.blockNumber;
    const isSamePlace = isSameBlock && last?.logIndex === log.logIndex;
    hash = isSameBlock ? (hash ?? log.blockHash) : log.blockHash;
    if ((log.blockHash ?? hash) !== hash || (isSamePlace && last?.transactionHash !== log.transactionHash)) {
      throw reorganised(log.blockNumber);
    }
    hasRepeats ||= isSamePlace;
    last = log;
  }
  return hasRepeats ? logs.filter((log, index) => index === 0 || compareLogs(log, logs[index - 1] as Log) !== 0) : logs;
}

/**
 * Logs of several answers in the order in which the chain wrote them, each once. Answers are mostly in that order
 * themselves, and merging them is much faster than a sort.
 * @throws StakingError CHAIN_INCONSISTENT when they stem from two chains: two logs in one place, or two hashes of a block.
 */
export function mergeLogs(answers: readonly (readonly Log[])[]): readonly Log[] {
  return ofOneChain(mergeAll(answers.flatMap(splitIntoRows)));
}

/**
 * As {@link mergeLogs}, of answers that are each in order and of one chain already: a single one is not looked at again.
 * @throws StakingError CHAIN_INCONSISTENT as {@link mergeLogs} does.
 */
export function mergeRows(rows: readonly (readonly Log[])[]): readonly Log[] {
  const [first = [], ...others] = rows.filter(({ length }) => length > 0);
  return others.length === 0 ? first : ofOneChain(mergeAll([first, ...others]));
}
