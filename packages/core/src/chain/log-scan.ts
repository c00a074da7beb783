import { orAbort } from './abort';
import { systemClock, type Clock } from './clock';
import type { Log } from './log';
import type { LogFilter } from './log-filter';
import { mergeRows } from './log-order';
import { readLogRange } from './log-read';
import { findOldest } from './oldest-logs';
import type { Request } from './request';
import { ScanPlan, type ScanPart } from './scan-plan';

export type ScanOptions = {
  /** Ends the scan: it rejects with the signal's reason and sends nothing more. */
  readonly signal?: AbortSignal | undefined;
  /** Told how many blocks are done, of how many; of several filters, the sum. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Logs that are known already: left out. */
  readonly except?: readonly LogFilter[] | undefined;
  /**
   * Reads what there is where the node refuses old blocks: {@link Scan.keptFrom} tells from which on. Without it such a
   * refusal fails the scan.
   */
  readonly mayLackOld?: boolean | undefined;
  /** Takes a log from each filter that it fits, not from the first alone: for a node that leaves logs out of some answers. */
  readonly fromEach?: boolean | undefined;
  /** The most requests at a time; 4 by default. */
  readonly concurrency?: number | undefined;
  /** Ends after so many requests, with the logs up to {@link Scan.upTo}. */
  readonly mostRequests?: number | undefined;
  /** Blocks to ask for at a time, to begin with: what an earlier scan found; all of them by default. */
  readonly range?: number | undefined;
  readonly clock?: Clock | undefined;
};

/** What is known of a scan while it runs: all logs up to this block are there. */
export type ScanStep = { readonly upTo: number; readonly logs: readonly Log[] };

/** Requests between two steps. */
const stepRequests = 32;

/** The result of {@link scanFilters}. */
export type Scan = {
  readonly logs: readonly Log[];
  readonly requests: number;
  /** All logs up to this block are there: the last one, unless the requests did not suffice. */
  readonly upTo: number;
  /** Blocks that the node gave at a time. */
  readonly range: number;
  /** The oldest block that the node serves, where it refused older ones; behind the last when it serves none. */
  readonly keptFrom: number | null;
};

/**
 * The scan behind {@link scanLogs}, of several filters at once, which share what is learnt of the node: see
 * {@link ScanPlan}.
 * @param onStep is told now and then how far it has come, so that it need not be done again.
 */
export async function scanFilters(
  request: Request,
  filters: readonly LogFilter[],
  fromBlock: number,
  toBlock: number,
  options: ScanOptions = {},
  onStep?: (step: ScanStep) => void,
): Promise<Scan> {
  const { signal, onProgress, except = [], mayLackOld = false, fromEach = false } = options;
  const { concurrency = 4, mostRequests = Infinity, range = Infinity, clock = systemClock } = options;
  signal?.throwIfAborted();
  const plan = new ScanPlan(filters, fromBlock, toBlock, { except, mayLackOld, fromEach, concurrency, range });
  const running = new Set<Promise<void>>();
  const answers: (readonly Log[])[] = [];
  let requests = 0;
  let isOver = false;
  let failure: { readonly error: unknown } | undefined;
  let pause: Promise<void> | undefined;

  const sleep = async (milliseconds: number): Promise<void> => clock.sleep(milliseconds, signal);

  const findKept = async (refusal: unknown, { filter, from }: ScanPart): Promise<void> => {
    const probe = async (block: number): Promise<unknown> => {
      requests += 1;
      return orAbort(signal, readLogRange(request, filter, block, block));
    };
    const isUnknown = plan.beginSearch(from);
    plan.leaveOld(isUnknown ? await findOldest(probe, sleep, refusal, [from, toBlock]) : (plan.keptFrom ?? from));
  };

  const wait = (work: Promise<void>): void => {
    pause = work.then(() => {
      pause = undefined;
    });
    // The scan waits for it; when it ended of something else, a failure is nobody's.
    pause.catch(() => undefined);
  };

  const fail = (part: ScanPart, error: unknown): void => {
    const remedy = plan.fail(part, error);
    // What is still under way when the scan fails must not begin a pause; one search finds the oldest block for all.
    if (remedy === 'oldest' && !pause && !isOver) {
      wait(findKept(error, part));
    } else if (remedy !== null && remedy !== 'oldest' && !isOver) {
      wait(sleep(remedy.pause));
    }
  };

  const read = async (part: ScanPart): Promise<void> => {
    const { filter, isElsewhere, from, to } = part;
    try {
      requests += 1;
      answers.push(await readLogRange(request, filter, from, to, isElsewhere));
      plan.succeed(part);
    } catch (error) {
      try {
        fail(part, error);
      } catch (end) {
        // Another part may have been read in the same moment: the scan ends nevertheless.
        failure ??= { error: end };
      }
    }
  };

  const begin = (part: ScanPart): void => {
    const work = read(part).finally(() => running.delete(work));
    running.add(work);
  };

  try {
    let told = 0;
    while (!plan.isOver) {
      while (!pause && requests < mostRequests) {
        const part = plan.next();
        if (!part) {
          break;
        }
        begin(part);
      }
      if (running.size === 0 && !pause) {
        break;
      }
      const before = plan.done;
      await orAbort(signal, Promise.race([...running, ...(pause ? [pause] : [])]));
      if (failure) {
        throw failure.error;
      }
      if (plan.done > before) {
        onProgress?.(plan.done, plan.total);
      }
      if (onStep && requests - told >= stepRequests) {
        told = requests;
        onStep({ upTo: plan.upTo, logs: answers.flat() });
      }
    }
    const { isOver: isWhole, upTo, keptFrom } = plan;
    const logs = mergeRows(answers);
    const known = isWhole ? logs : logs.filter(({ blockNumber }) => blockNumber <= upTo);
    return { logs: known, requests, upTo, range: plan.range, keptFrom };
  } finally {
    isOver = true;
  }
}

/**
 * Reads the logs of a range of blocks, both ends included, in the order of the chain, each once. Adapts to the node: a
 * range that it refuses (too many blocks, results, bytes or seconds) is read in parts, a few at a time, wider again where
 * the node allows it; failures and rate limits are tried again after a pause.
 * @throws StakingError CHAIN_UNAVAILABLE in the node's words when it does not give them; CHAIN_INCONSISTENT when it answers
 * with logs that cannot be right; the signal's reason when the scan is cancelled.
 */
export async function scanLogs(
  request: Request,
  filter: LogFilter,
  fromBlock: number,
  toBlock: number,
  options?: ScanOptions,
): Promise<readonly Log[]> {
  return (await scanFilters(request, [filter], fromBlock, toBlock, options)).logs;
}
