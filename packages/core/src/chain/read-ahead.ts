import type { Unknown } from './checks';
import type { Log } from './log';

/*
 * The texts of a long answer lie scattered in memory, and work that reads one after the other waits for each. A short loop
 * that only looks at those that come next has many of them brought at a time. It changes how long a history of many
 * thousand logs takes, and nothing else.
 */

/** Logs that are looked at together. */
const together = 32;

/** What was seen last: engines leave out a look of which nothing is kept. */
const seen = { sum: 0 };

/** Looks at the topics of an answer's next logs, where one begins. */
export function lookAtTopics(answer: readonly Unknown<Log>[], index: number): void {
  if (index % together !== 0) {
    return;
  }
  const end = Math.min(index + together, answer.length);
  let sum = 0;
  for (let next = index; next < end; next += 1) {
    const topics = answer[next]?.topics;
    if (Array.isArray(topics)) {
      for (const topic of topics as unknown[]) {
        sum += typeof topic === 'string' ? topic.length : 0;
      }
    }
  }
  seen.sum = sum;
}

/** Looks at the first two words of the next logs' data. */
export function lookAtData(logs: readonly Log[], index: number): void {
  if (index % together !== 0) {
    return;
  }
  const end = Math.min(index + together, logs.length);
  let sum = 0;
  for (let next = index; next < end; next += 1) {
    const { data } = logs[next] as Log;
    sum += data.charCodeAt(65) + data.charCodeAt(129);
  }
  seen.sum = sum;
}
