import type { Hex } from '../units';
import { reorganised } from './block';
import type { Log } from './log-read';

/** Negative when a log stands before another one. */
function compareLogs(a: Log, b: Log): number {
  return a.blockNumber - b.blockNumber || a.logIndex - b.logIndex;
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

/**
 * Logs of several answers in the order in which the chain wrote them, each once. Answers are in that order themselves,
 * and merging them is much faster than a sort.
 * @throws StakingError CHAIN_INCONSISTENT when they stem from two chains: two logs in one place, or two hashes of a block.
 */
export function mergeLogs(answers: readonly (readonly Log[])[]): readonly Log[] {
  let rows = answers.flatMap(splitIntoRows);
  while (rows.length > 1) {
    rows = rows.flatMap((row, index) => (index % 2 === 0 ? [mergeTwo(row, rows[index + 1] ?? [])] : []));
  }
  const merged = rows[0] ?? [];
  let hasRepeats = false;
  let last: Log | undefined;
  let hash: Hex | undefined;
  for (const log of merged) {
    const isSameBlock = last?.blockNumber === log.blockNumber;
    const isSamePlace = isSameBlock && last?.logIndex === log.logIndex;
    hash = isSameBlock ? (hash ?? log.blockHash) : log.blockHash;
    if ((log.blockHash ?? hash) !== hash || (isSamePlace && last?.transactionHash !== log.transactionHash)) {
      throw reorganised(log.blockNumber);
    }
    hasRepeats ||= isSamePlace;
    last = log;
  }
  return hasRepeats
    ? merged.filter((log, index) => index === 0 || compareLogs(log, merged[index - 1] as Log) !== 0)
    : merged;
}
