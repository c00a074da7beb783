import { StakingError } from '../errors';
import { backoff } from './clock';
import { allowedBlocksOf } from './log-errors';
import { matcherOf, type LogFilter, type LogMatcher } from './log-filter';
import { kindOfScanError, triesOf } from './oldest-logs';

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

/** Successes after which a wider range is tried: at least, and at most where such tries failed. */
const [leastPatience, mostPatience] = [4, 64];

/** Blocks whose logs are to be read. */
type Gap = {
  readonly filter: LogFilter;
  /** Tells the logs that are known, or that an earlier filter brings. */
  readonly isElsewhere: LogMatcher;
  readonly from: number;
  readonly to: number;
};

/** A range to ask for in one request. */
export type ScanPart = Gap & {
  /** Wider than what passed so far. */
  readonly isTrial: boolean;
  /** Failures before it was asked for: those that were under way together count once. */
  readonly episode: number;
};

/** What a failure asks for: a pause in milliseconds, the oldest block that the node serves, or nothing but another try. */
export type ScanRemedy = { readonly pause: number } | 'oldest' | null;

export type PlanOptions = {
  readonly except: readonly LogFilter[];
  readonly mayLackOld: boolean;
  readonly fromEach: boolean;
  readonly concurrency: number;
  readonly range: number;
};

const blocksOf = ({ from, to }: Pick<Gap, 'from' | 'to'>): number => to - from + 1;
const sumOf = (gaps: Iterable<Gap>): number => [...gaps].reduce((sum, gap) => sum + blocksOf(gap), 0);

/**
 * Which ranges of blocks to ask a node for, by what it gave and refused so far. It asks nothing itself. The whole range
 * first; when the node refuses it, smaller ones until one passes; then several side by side, and now and then a wider one.
 */
export class ScanPlan {
  /** Blocks to read, of all filters together. */
  readonly total: number;
  #done = 0;
  #gaps: Gap[];
  readonly #running = new Set<ScanPart>();
  readonly #end: number;
  readonly #mayLackOld: boolean;
  /** Blocks to ask for at a time, and whether they ever passed. */
  #size: number;
  #isProven = false;
  /** How many requests may run at a time, and how many while no range has passed. */
  #most: number;
  #limit: number;
  /** A wider range is tried after so many successes, by one request; more rarely each time that it fails. */
  #patience = leastPatience;
  #wins = 0;
  #isTrying = false;
  /** Failures in a row. */
  #failures = 0;
  #episode = 0;
  #keptFrom: number | null = null;
  #searches = 0;

  constructor(filters: readonly LogFilter[], from: number, to: number, options: PlanOptions) {
    const { except, mayLackOld, fromEach, concurrency, range } = options;
    this.#gaps = filters.map((filter, index) => {
      const isElsewhere = matcherOf([...except, ...(fromEach ? [] : filters.slice(0, index))]);
      return { filter, isElsewhere, from: Math.max(from, filter.since ?? from), to };
    });
    this.total = to < from ? 0 : sumOf(this.#gaps);
    this.#end = to;
    this.#size = Math.min(range, to - from + 1);
    this.#mayLackOld = mayLackOld;
    this.#most = this.#limit = concurrency;
  }

  /** Blocks that are read, or not to be had. */
  get done(): number {
    return this.#done;
  }

  get isOver(): boolean {
    return this.total === 0 || (this.#gaps.length === 0 && this.#running.size === 0);
  }

  /** Blocks to ask for at a time, as far as it is known. */
  get range(): number {
    return this.#size;
  }

  /** All logs up to this block are there. */
  get upTo(): number {
    return Math.min(this.#end + 1, ...this.#open.map(({ from }) => from)) - 1;
  }

  /** The oldest block that the node serves, where it refused older ones; behind the last when it serves none. */
  get keptFrom(): number | null {
    return this.#keptFrom;
  }

  get #open(): readonly Gap[] {
    return [...this.#gaps, ...this.#running];
  }

  /** The next range to ask for; `undefined` while as many as may be are under way, or none is left. */
  next(): ScanPart | undefined {
    if (this.#gaps.length === 0 || this.#running.size >= this.#limit) {
      return undefined;
    }
    const gap = this.#gaps.reduce((lowest, each) => (each.from < lowest.from ? each : lowest));
    const mayTry = this.#isProven && !this.#isTrying && this.#wins >= this.#patience;
    const to = Math.min(gap.to, gap.from + this.#size * (mayTry ? 2 : 1) - 1);
    const isTrial = to - gap.from + 1 > this.#size;
    this.#isTrying ||= isTrial;
    this.#gaps.splice(this.#gaps.indexOf(gap), 1, ...(to < gap.to ? [{ ...gap, from: to + 1 }] : []));
    const part = { ...gap, to, isTrial, episode: this.#episode };
    this.#running.add(part);
    return part;
  }

  /** Takes in that a range was read. */
  succeed(part: ScanPart): void {
    this.#running.delete(part);
    this.#failures = 0;
    this.#isProven = true;
    this.#limit = this.#most;
    this.#wins += 1;
    if (part.isTrial) {
      this.#size = blocksOf(part);
      this.#wins = 0;
      this.#patience = Math.max(leastPatience, this.#patience / 2);
    }
    this.#done += blocksOf(part);
    this.#isTrying &&= !part.isTrial;
  }

  /** Takes in that a range was not had, and tells what to do before the next. Throws when there is nothing left to do. */
  fail(part: ScanPart, error: unknown): ScanRemedy {
    const { filter, isElsewhere, from, to } = part;
    this.#running.delete(part);
    this.#gaps.push({ filter, isElsewhere, from, to });
    this.#isTrying &&= !part.isTrial;
    const kind = kindOfScanError(error);
    if (kind === 'refused' || (kind === 'size' && blocksOf(part) === 1)) {
      throw error;
    }
    if (kind === 'pruned') {
      if (!this.#mayLackOld || this.#searches >= mostSearches) {
        throw error;
      }
      return 'oldest';
    }
    if (kind === 'size') {
      this.#narrow(part, error);
      return null;
    }
    return part.episode === this.#episode ? this.#slowDown(part, kind, error) : null;
  }

  /** Begins a search for the oldest block that the node serves, as it refused this one; false where it is known already. */
  beginSearch(block: number): boolean {
    const isUnknown = this.#keptFrom === null || block >= this.#keptFrom;
    this.#searches += isUnknown ? 1 : 0;
    return isUnknown;
  }

  /** Leaves out the blocks before the oldest that the node serves. */
  leaveOld(oldest: number): void {
    this.#keptFrom = oldest;
    this.#gaps = this.#gaps
      .filter(({ to }) => to >= oldest)
      .map((gap) => ({ ...gap, from: Math.max(gap.from, oldest) }));
    this.#done = this.total - sumOf(this.#open);
  }

  /** A range was too wide. */
  #narrow(part: ScanPart, error: unknown): void {
    const span = blocksOf(part);
    if (!part.isTrial) {
      const hint = allowedBlocksOf(error) ?? span;
      const next = this.#isProven ? span / 2 : span > usualLimit ? usualLimit : span / 4;
      this.#shrink(hint < span ? hint : Math.floor(next));
      return;
    }
    this.#wins = 0;
    this.#patience = Math.min(this.#patience * 2, mostPatience);
    const blocks = sumOf(this.#open);
    if (blocks / this.#size > mostRequests) {
      throw new StakingError('CHAIN_UNAVAILABLE', { kind: 'few-blocks-at-a-time', blocksAtATime: this.#size, blocks });
    }
  }

  /** The node is in trouble, or asked too much. */
  #slowDown(part: ScanPart, kind: keyof typeof triesOf, error: unknown): ScanRemedy {
    this.#episode += 1;
    this.#failures += 1;
    const isBusy = kind !== 'passing';
    if (isBusy) {
      this.#most = this.#limit = Math.max(1, Math.floor(this.#limit / 2));
    }
    // It may be the range after all, whatever it says.
    const ranges = isBusy ? [usualLimit, ...carefulRanges] : carefulRanges;
    const isLong = this.#failures > pausesOf[kind];
    const careful = isLong ? ranges.find((blocks) => blocks < blocksOf(part)) : undefined;
    if (careful === undefined) {
      if (this.#failures > triesOf[kind]) {
        throw error;
      }
      return { pause: backoff(this.#failures) };
    }
    this.#isProven = false;
    this.#shrink(careful);
    return isBusy ? { pause: backoff(kind === 'limit' ? 1 : this.#failures) } : null;
  }

  #shrink(blocks: number): void {
    this.#size = Math.min(this.#size, Math.max(1, blocks));
    this.#limit = this.#isProven ? this.#limit : 1;
    this.#wins = 0;
  }
}
