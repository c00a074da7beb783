import { StakingError } from '../errors';
import { backoff, systemClock, type Clock } from './clock';
import type { Log } from './log';
import { allowedBlocksOf, kindOfLogError, oldestBlockOf, type LogErrorKind } from './log-errors';
import { matcherOf, type LogFilter, type LogMatcher } from './log-filter';
import { mergeRows } from './log-order';
import { readLogRange } from './log-read';
import type { Request } from './request';

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
  readonly clock?: Clock | undefined;
};

/** Waits for some work, but no longer than until the signal aborts: then rejects with its reason. */
export async function orAbort<Result>(signal: AbortSignal | undefined, work: Promise<Result>): Promise<Result> {
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  signal?.addEventListener('abort', stop);
  try {
    await Promise.race([work, stopped]);
    signal?.throwIfAborted();
    return await work;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** Tries in a row that may fail: of a node in trouble, and of one that asks for a pause (about 50 seconds). */
const triesOf = { passing: 3, rate: 8, limit: 8 };

/** Pauses that did not help after which a narrower range is tried: limits of ranges call themselves what they like. */
const pausesOf = { passing: triesOf.passing, rate: 3, limit: 1 };

/** Blocks that nearly every node gives at a time: tried when it refused more without saying how many it allows. */
const usualLimit = 10_000;

/** Blocks to try before giving up a node that fails at more for reasons that it does not tell. */
const carefulRanges = [2_000, 100];

/** More requests than this are not begun: a node that gives a few blocks at a time would be at it for hours. */
const mostRequests = 20_000;

/** A node may prune while it is read; one that goes on refusing what it gave is given up. */
const mostSearches = 3;

type Gap = {
  readonly filter: LogFilter;
  /** Tells the logs that are known, or that an earlier filter brings. */
  readonly isElsewhere: LogMatcher;
  readonly from: number;
  readonly to: number;
};

/** What is known of a scan while it runs: all logs up to this block are there. */
export type ScanStep = { readonly upTo: number; readonly logs: readonly Log[] };

/** Requests between two steps. */
const stepRequests = 32;

/** The result of {@link scanFilters}. */
export type Scan = {
  readonly logs: readonly Log[];
  readonly requests: number;
  /** The oldest block that the node serves, where it refused older ones; behind the last when it serves none. */
  readonly keptFrom: number | null;
};

/** The error of a node that failed or refused, by what it asks for; our own refusals ask for nothing. */
function kindOf(error: unknown): LogErrorKind {
  return error instanceof StakingError && error.code === 'CHAIN_UNAVAILABLE' ? kindOfLogError(error) : 'refused';
}

/**
 * The oldest block from `low` to `high` whose logs a node serves that refused those of `low` as too old; `high + 1` when it
 * serves none. What its words tell is tried first, then the span is halved: two dozen requests, one after the other.
 * @param probe rejects where the node does not give the logs of a block.
 */
async function findOldest(
  probe: (block: number) => Promise<unknown>,
  sleep: (milliseconds: number) => Promise<void>,
  refusal: unknown,
  [low, high]: readonly [number, number],
): Promise<number> {
  const isServed = async (block: number, failures = 0): Promise<boolean> => {
    try {
      await probe(block);
      return true;
    } catch (error) {
      const kind = kindOf(error);
      if (kind === 'refused' || failures >= triesOf.passing) {
        throw error;
      }
      if (kind === 'pruned' || kind === 'size') {
        return kind === 'size';
      }
      await sleep(backoff(failures + 1));
      return isServed(block, failures + 1);
    }
  };
  // The newest that is refused, and the oldest that is served.
  let [refused, served] = [low, high + 1];
  const hint = oldestBlockOf(refusal) ?? low;
  const first = [hint, hint - 1, high];
  while (served - refused > 1) {
    const next = first.find((block) => block > refused && block < served);
    const block = next ?? Math.floor((refused + served) / 2);
    if (await isServed(block)) {
      served = block;
    } else {
      refused = block;
    }
  }
  return served;
}

/**
 * The scan behind {@link scanLogs}, of several filters at once, which share what is learnt of the node. Asks for the whole
 * range first. When the node refuses it, ranges get smaller until one passes; then several are read side by side, and now
 * and then a wider one is tried.
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
  const { concurrency = 4, clock = systemClock } = options;
  signal?.throwIfAborted();
  const gaps = filters.map((filter, index): Gap => {
    const isElsewhere = matcherOf([...except, ...(fromEach ? [] : filters.slice(0, index))]);
    return { filter, isElsewhere, from: Math.max(fromBlock, filter.since ?? fromBlock), to: toBlock };
  });
  const running = new Map<Gap, Promise<void>>();
  const answers: (readonly Log[])[] = [];
  const total = toBlock < fromBlock ? 0 : gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  let done = 0;
  let requests = 0;
  // Blocks to ask for at a time, whether they ever passed, and how many requests may run at a time.
  let size = toBlock - fromBlock + 1;
  let isProven = false;
  let most = concurrency;
  let limit = concurrency;
  // A wider range is tried after so many successes, by one request; more rarely each time that it fails.
  let patience = 4;
  let wins = 0;
  let isTrying = false;
  // Failures in a row; those that were under way together count once.
  let failures = 0;
  let episode = 0;
  let pause: Promise<void> | undefined;
  let keptFrom: number | null = null;
  let searches = 0;

  /** Leaves out the blocks that the node refuses as too old: those of a gap that it refused are the newest known. */
  const leaveOld = async (refusal: unknown, { filter, from }: Gap): Promise<void> => {
    if (keptFrom === null || from >= keptFrom) {
      searches += 1;
      const probe = async (block: number): Promise<unknown> => {
        requests += 1;
        return orAbort(signal, readLogRange(request, filter, block, block));
      };
      const sleep = async (milliseconds: number): Promise<void> => clock.sleep(milliseconds, signal);
      keptFrom = await findOldest(probe, sleep, refusal, [from, toBlock]);
    }
    const oldest = keptFrom;
    const left = gaps.splice(0).filter(({ to }) => to >= oldest);
    gaps.push(...left.map((gap) => ({ ...gap, from: Math.max(gap.from, oldest) })));
    done = total - [...gaps, ...running.keys()].reduce((sum, gap) => sum + gap.to - gap.from + 1, 0);
  };

  const shrink = (blocks: number): void => {
    size = Math.min(size, Math.max(1, blocks));
    limit = isProven ? limit : 1;
    wins = 0;
  };

  /** Takes in a failure: what to do next is in the state; throws when there is nothing left to do. */
  const learn = (error: unknown, gap: Gap, isTrial: boolean, begun: number): void => {
    const kind = kindOf(error);
    const span = gap.to - gap.from + 1;
    if (
      kind === 'refused' ||
      (kind === 'size' && span === 1) ||
      (kind === 'pruned' && (!mayLackOld || searches >= mostSearches))
    ) {
      throw error;
    }
    if (kind === 'pruned') {
      if (!pause && episode >= 0) {
        // One search finds it for all that were refused together.
        pause = leaveOld(error, gap).then(() => {
          pause = undefined;
        });
        // The scan waits for it; when it ended of something else, a failure is nobody's.
        pause.catch(() => undefined);
      }
      return;
    }
    if (kind === 'size' && isTrial) {
      wins = 0;
      patience = Math.min(patience * 2, 64);
      const left = [...gaps, ...running.keys()].reduce((sum, { from, to }) => sum + to - from + 1, 0);
      if (left / size > mostRequests) {
        throw new StakingError(
          'CHAIN_UNAVAILABLE',
          `The node gives the logs of only ${size} blocks at a time, and ${left} are to be read. Use another node.`,
          { blocksAtATime: size, blocks: left },
        );
      }
    } else if (kind === 'size') {
      const hint = allowedBlocksOf(error) ?? span;
      const next = isProven ? span / 2 : span > usualLimit ? usualLimit : span / 4;
      shrink(hint < span ? hint : Math.floor(next));
    } else if (begun === episode) {
      episode += 1;
      failures += 1;
      const isBusy = kind !== 'passing';
      if (isBusy) {
        most = limit = Math.max(1, Math.floor(limit / 2));
      }
      // It may be the range after all, whatever it says.
      const ranges = isBusy ? [usualLimit, ...carefulRanges] : carefulRanges;
      const careful = failures > pausesOf[kind] ? ranges.find((blocks) => blocks < span) : undefined;
      if (careful === undefined && failures > triesOf[kind]) {
        throw error;
      }
      if (careful !== undefined) {
        isProven = false;
        shrink(careful);
      }
      if (careful === undefined || isBusy) {
        pause = clock.sleep(backoff(careful !== undefined && kind === 'limit' ? 1 : failures), signal).then(() => {
          pause = undefined;
        });
      }
    }
  };

  const readGap = async (gap: Gap, isTrial: boolean): Promise<void> => {
    const { filter, isElsewhere, from, to } = gap;
    const begun = episode;
    try {
      requests += 1;
      answers.push(await readLogRange(request, filter, from, to, isElsewhere));
      running.delete(gap);
      failures = 0;
      isProven = true;
      limit = most;
      wins += 1;
      if (isTrial) {
        size = to - from + 1;
        wins = 0;
        patience = Math.max(4, patience / 2);
      }
      done += to - from + 1;
    } catch (error) {
      running.delete(gap);
      gaps.push(gap);
      learn(error, gap, isTrial, begun);
    } finally {
      isTrying &&= !isTrial;
    }
  };

  const begin = (): void => {
    const gap = gaps.reduce((lowest, each) => (each.from < lowest.from ? each : lowest));
    const mayTry = isProven && !isTrying && wins >= patience;
    const to = Math.min(gap.to, gap.from + size * (mayTry ? 2 : 1) - 1);
    const isTrial = to - gap.from + 1 > size;
    isTrying ||= isTrial;
    gaps.splice(gaps.indexOf(gap), 1, ...(to < gap.to ? [{ ...gap, from: to + 1 }] : []));
    const part = { ...gap, to };
    running.set(part, readGap(part, isTrial));
  };

  try {
    let told = 0;
    while (total > 0 && gaps.length + running.size > 0) {
      while (!pause && gaps.length > 0 && running.size < limit) {
        begin();
      }
      const before = done;
      await orAbort(signal, Promise.race([...running.values(), ...(pause ? [pause] : [])]));
      if (done > before) {
        onProgress?.(done, total);
      }
      if (onStep && requests - told >= stepRequests) {
        told = requests;
        const open = [...gaps, ...running.keys()].map(({ from }) => from);
        onStep({ upTo: Math.min(toBlock + 1, ...open) - 1, logs: answers.flat() });
      }
    }
    return { logs: mergeRows(answers), requests, keptFrom };
  } finally {
    // What is still under way when the scan fails must not begin a pause.
    episode = -1;
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
