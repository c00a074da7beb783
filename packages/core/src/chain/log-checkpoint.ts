import type { Hex } from '../units';
import { withOwnSignal } from './abort';
import { reorganised, type Block } from './block';
import { EarlyLogs } from './early-logs';
import type { Log } from './log';
import { matcherOf, type LogFilter } from './log-filter';
import { LogKeeper, type KeepingPlace } from './log-keeper';
import { readHash, type LogMark } from './log-mark';
import { mergeRows } from './log-order';
import { scanFilters, type Scan, type ScanOptions, type ScanStep } from './log-scan';
import type { Request } from './request';
import { readKeptLogs, type KeptLogs } from './stored-logs';
import type { Witnesses } from './witnesses';

export type { LogMark } from './log-mark';
export type { StoredLogs } from './stored-logs';
export { noWitnesses, type Witnesses } from './witnesses';

/** The logs that were asked for, and those of the witnesses that came with them. */
export type OwnLogs<Kept extends object> = {
  readonly logs: readonly Log[];
  /** All that this read brought: what was kept from before is not among it. */
  readonly fresh: readonly Log[];
  /** What the witnesses said up to what is kept. */
  readonly before: Kept | undefined;
};

/** Logs, and what their witnesses say. */
export type WitnessedLogs<Kept extends object> = {
  readonly logs: readonly Log[];
  /** All that this read brought, those of all witnesses among it. */
  readonly fresh: readonly Log[];
  readonly record: Kept;
  /** The oldest block that the node serves, where it refused older ones; see {@link Scan.keptFrom}. */
  readonly keptFrom: number | null;
  /** The block up to which kept logs, which these go on from, were proven; `null` without such. */
  readonly provenTo: number | null;
  /** Keeps these logs as proven ones: only others that are proven replace them. Never rejects. */
  readonly prove: () => Promise<void>;
};

export type ResumedLogs = KeepingPlace & {
  /**
   * The newest block to read: the one that the view rests on. While it is still asked for, so are the logs: up to whatever
   * block is the newest, of which those up to this one are taken.
   */
  readonly to: Block | Promise<Block>;
  readonly options?: ResumeOptions | undefined;
};

export type ResumeOptions = ScanOptions & {
  /** Reads everything anew: for logs that turned out to be incomplete. What is stored is replaced, unless it was proven. */
  readonly fresh?: boolean | undefined;
  /** Goes on from the newest stored block that was proven, if any: what came behind it turned out to be incomplete. */
  readonly fromProven?: boolean | undefined;
};

/** Ends a scan whose stored start turned out to be of another chain. */
const rewind = new Error('The stored logs are of another chain.');

const noLogs: Scan = { logs: [], requests: 0, upTo: Infinity, range: Infinity, keptFrom: null };

/** What is asked before the newest block is known: logs, and whether the stored block still stands. */
type Early = { readonly logs: EarlyLogs; readonly questions: number; readonly markHash: Promise<Hex | undefined> };

/** Where a read begins. */
type Start = {
  readonly to: Block;
  readonly base: LogMark | undefined;
  readonly control: AbortController;
  /** What was asked of the blocks after the base before `to` was known. */
  readonly early: Early | undefined;
  /** What was stored last is of another chain; the base is known to stand. */
  readonly isRewound: boolean;
};

/** One read of logs. */
class LogReading<Kept extends object> {
  readonly #request: Request;
  readonly #resumed: ResumedLogs;
  readonly #witnesses: Witnesses<Kept>;
  readonly #kept: KeptLogs<Kept>;
  readonly #onOwn: ((own: OwnLogs<Kept>) => void) | undefined;

  constructor(
    request: Request,
    resumed: ResumedLogs,
    witnesses: Witnesses<Kept>,
    kept: KeptLogs<Kept>,
    onOwn: ((own: OwnLogs<Kept>) => void) | undefined,
  ) {
    this.#request = request;
    this.#resumed = resumed;
    this.#witnesses = witnesses;
    this.#kept = kept;
    this.#onOwn = onOwn;
  }

  async run(): Promise<WitnessedLogs<Kept>> {
    const signal = this.#resumed.options?.signal;
    const [newest] = this.#kept.marks;
    const early = 'then' in this.#resumed.to ? this.#askEarly(newest) : undefined;
    const to = await this.#resumed.to;
    const marks = this.#kept.marks.filter(({ number }) => number <= to.number);
    try {
      const [base] = marks;
      return await withOwnSignal(signal, async (control) =>
        this.#readOn({ to, base, control, early: base === newest ? early : undefined, isRewound: false }),
      );
    } catch (error) {
      if (error !== rewind) {
        throw error;
      }
    }
    const older = this.#witnesses.mayRewind ? marks.slice(1) : [];
    const standing = await Promise.all(older.map(async (mark) => this.#stands(mark, to)));
    const base = older.find((_, index) => standing[index]);
    return withOwnSignal(signal, async (control) =>
      this.#readOn({ to, base, control, early: undefined, isRewound: true }),
    );
  }

  async #hashOf(number: number, signal = this.#resumed.options?.signal): Promise<Hex | undefined> {
    return readHash(this.#request, number, { signal, clock: this.#resumed.options?.clock });
  }

  async #stands({ number, hash }: LogMark, to: Block, signal?: AbortSignal): Promise<boolean> {
    return hash === (number === to.number ? to.hash : await this.#hashOf(number, signal));
  }

  /** Asks what needs no newest block. */
  #askEarly(base: LogMark | undefined): Early {
    const questions = this.#witnesses.questions(base && this.#kept.record);
    const logs = new EarlyLogs(this.#request);
    for (const filter of questions) {
      const from = base ? base.number + 1 : this.#resumed.fromBlock;
      logs.ask(filter, Math.max(from, filter.since ?? from));
    }
    const markHash = base ? this.#hashOf(base.number) : Promise.resolve(undefined);
    // Whoever awaits it hears of a failure.
    markHash.catch(() => undefined);
    return { logs, questions: questions.length, markHash };
  }

  /** Reads on from a mark. Throws `rewind` when it is to be checked and does not stand. */
  async #readOn(start: Start): Promise<WitnessedLogs<Kept>> {
    const { to, base, control, early } = start;
    const { signal } = control;
    const keeper = new LogKeeper(this.#resumed, this.#witnesses, this.#kept, { ...start, to: to.number });
    const isOwn = matcherOf(this.#resumed.filters);
    const from = base ? base.number + 1 : this.#resumed.fromBlock;
    const safe = to.number - this.#resumed.reorgDepth;
    const check = this.#check(start);
    // The block to keep the logs up to: asked beside them, and where that may be in vain once it is known to be of use.
    const readSafe = async (): Promise<Hex | undefined> =>
      keeper.hasStore && safe >= from ? this.#hashOf(safe, signal).catch(() => undefined) : undefined;
    const isWorth = keeper.isWorthAt(safe);

    const scan = this.#scan(start, keeper, from, check);
    const safeAtOnce = !early || isWorth ? readSafe() : undefined;
    const [first] = await Promise.all([scan.first, check]);
    // The check may have come last.
    signal.throwIfAborted();
    const { old, record } = keeper;
    this.#onOwn?.({ logs: mergeRows([old, first.logs.filter(isOwn)]), fresh: first.logs, before: record });

    const second = await scan.second;
    const logs = mergeRows([first.logs, second.logs]);
    const own = logs.filter(isOwn);
    const isDue = isWorth || own.some(({ blockNumber }) => blockNumber <= safe);
    const safeHash = await (safeAtOnce ?? (isDue ? readSafe() : undefined));
    // Read in more than one step, the logs may stem from two chains.
    const end = first.requests + second.requests > scan.questions ? await this.#hashOf(to.number) : to.hash;
    const isOther = (hash: Hex | undefined, number: number): boolean =>
      logs.some(({ blockNumber, blockHash }) => blockNumber === number && blockHash && blockHash !== hash);
    if (end !== to.hash || isOther(end, to.number) || (safeHash && isOther(safeHash, safe))) {
      throw reorganised(to.number);
    }
    await scan.saving();
    const keep = async (isProven: boolean): Promise<void> => {
      const mark = safeHash ? { number: safe, hash: safeHash } : isDue ? undefined : base;
      if (mark) {
        await keeper.write(mark, logs, isProven).catch(() => undefined);
      }
    };
    if (isDue && keeper.mayKeepUnproven) {
      await keep(false);
    }
    const oldest = [first.keptFrom, second.keptFrom].filter((block) => block !== null);
    return {
      logs: mergeRows([old, own]),
      fresh: logs,
      record: this.#witnesses.take(record, logs, to.number),
      keptFrom: oldest.length > 0 ? Math.max(...oldest) : null,
      provenTo: keeper.provenTo,
      prove: async () => {
        if (isDue || !keeper.isProven) {
          await keep(true);
        }
      },
    };
  }

  /** Ends the read when the block that it goes on from does not stand. */
  async #check({ to, base, control, early, isRewound }: Start): Promise<void> {
    if (!base || isRewound) {
      return;
    }
    const stands = early ? base.hash === (await early.markHash) : await this.#stands(base, to, control.signal);
    if (!stands) {
      control.abort(rewind);
    }
  }

  /**
   * Scans for the logs: what could be asked early at first, and beside it what could not. A long scan is kept in steps.
   * @param check ends when the base is known to stand: nothing is kept before.
   */
  #scan(
    { to, control, early }: Start,
    keeper: LogKeeper<Kept>,
    from: number,
    check: Promise<void>,
  ): { first: Promise<Scan>; second: Promise<Scan>; questions: number; saving: () => Promise<void> | undefined } {
    const { signal } = control;
    const options = { ...this.#resumed.options, signal };
    const questions = this.#witnesses.questions(keeper.record, to.number);
    const atFirst = questions.slice(0, early?.questions);
    const atSecond = questions.slice(atFirst.length);
    const safe = to.number - this.#resumed.reorgDepth;

    // How far the second has come: a step is whole up to there.
    let known: ScanStep = { upTo: Math.min(...atSecond.map(({ since }) => since ?? from)) - 1, logs: [] };
    let saving: Promise<void> | undefined;
    const saveStep = (step: ScanStep): void => {
      const upTo = Math.min(step.upTo, known.upTo);
      if (keeper.hasStore && keeper.mayKeepSteps && !saving && upTo >= from && upTo < safe) {
        const found = [...step.logs, ...known.logs].filter(({ blockNumber }) => blockNumber <= upTo);
        saving = (async () => {
          await check;
          const hash = await this.#hashOf(upTo, signal);
          await (hash && keeper.write({ number: upTo, hash }, found));
        })()
          .catch(() => undefined)
          .finally(() => {
            saving = undefined;
          });
      }
    };

    const scanSecond = async (): Promise<Scan> => {
      const except: readonly LogFilter[] = [...(options.except ?? []), ...atFirst];
      const given = { ...options, except, onProgress: undefined };
      const scan = await scanFilters(this.#request, atSecond, from, to.number, given, (step) => {
        known = step;
      });
      known = { upTo: Infinity, logs: scan.logs };
      return scan;
    };
    const second = atSecond.length > 0 ? scanSecond() : Promise.resolve(noLogs);
    // It is awaited behind the first, whose failure ends it.
    second.catch(() => undefined);
    const request = early?.logs.upTo(to.number) ?? this.#request;
    const first = scanFilters(request, atFirst, from, to.number, options, saveStep);
    return { first, second, questions: questions.length, saving: () => saving };
  }
}

/**
 * Reads the logs of several filters up to a block, in chain order, and keeps what no reorg reaches, so that the next read
 * asks for new blocks only. One round trip when all is well: the stored block's hash is checked beside the scan. A long scan
 * is stored in steps, so that a read that was cancelled or failed goes on from there.
 *
 * Other logs beside may bear witness: a node that leaves out logs, or lost old ones, leaves a record that does not hold. Logs
 * that were kept without a record are read anew. After a reorg below the kept block all are where the record is that of the
 * block; else it goes back to the newest kept block that still stands. Once the caller has proven what it got, it stays kept
 * until more is proven: a worse node cannot replace it.
 *
 * Each write hands the store all logs of the key, the old ones as the objects that were read: a store that can append
 * pays for the new ones only, others for all of them, so a key should not hold more than one account's logs. It writes
 * only when there are new logs, or once in 256 blocks. What is stored is believed as long as its block stands: should the
 * logs prove incomplete (a node that left some out), read once more with `fresh`.
 * @param onOwn is told the logs as soon as they are there: witnesses that depend on the newest block may come a step later.
 * @throws StakingError and the signal's reason as `scanLogs` does; CHAIN_INCONSISTENT when the chain was reorganised
 * meanwhile. A store that fails fails nothing.
 */
export async function readWitnessedLogs<Kept extends object>(
  request: Request,
  resumed: ResumedLogs,
  witnesses: Witnesses<Kept>,
  onOwn?: (own: OwnLogs<Kept>) => void,
): Promise<WitnessedLogs<Kept>> {
  const { store, key, filters, fromBlock, options } = resumed;
  const part = options?.fresh ? 'none' : options?.fromProven ? 'proven' : 'all';
  const kept = await readKeptLogs(store, key, filters, fromBlock, witnesses, part);
  return new LogReading(request, resumed, witnesses, kept, onOwn).run();
}
