import type { Log } from './log';
import type { LogFilter } from './log-filter';

/**
 * Logs that are read beside others to tell whether those are complete. What they come to is kept, they are not.
 * A record is plain JSON.
 */
export type Witnesses<Kept extends object> = {
  /**
   * What to ask for, in blocks up to `to`, after what a record holds: the logs to keep, and others. Without `to`, the first
   * of them that do not depend on it, the logs to keep among these.
   */
  readonly questions: (record: Kept | undefined, to?: number) => readonly LogFilter[];
  /** Takes in all logs that came, in chain order, after those of a record. */
  readonly take: (record: Kept | undefined, logs: readonly Log[], to: number) => Kept;
  /** What was kept, `undefined` when it is none. */
  readonly parse: (value: unknown) => Kept | undefined;
  /** The record holds at any block, so that after a reorg an older kept block serves as well. */
  readonly mayRewind: boolean;
};

/** Bears no witness: the logs that were asked for, and nothing beside them. */
export function noWitnesses(filters: readonly LogFilter[]): Witnesses<object> {
  return { questions: () => filters, take: () => ({}), parse: () => ({}), mayRewind: true };
}
