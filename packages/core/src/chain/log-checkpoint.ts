import { isStakingError } from '../errors';
import type { Hex } from '../units';
import { orAbort, withOwnSignal } from './abort';
import { readBlock, reorganised, type Block } from './block';
import { backoff, systemClock } from './clock';
import { EarlyLogs } from './early-logs';
import type { Log } from './log';
import { kindOfLogError } from './log-errors';
import { matcherOf, type LogFilter } from './log-filter';
import { mergeLogs, mergeRows } from './log-order';
import { scanFilters, type Scan, type ScanOptions, type ScanStep } from './log-scan';
import type { Request } from './request';
import type { Store } from './store';
import { readKeptLogs, thinOut, type KeptLogs, type LogMark, type StoredLogs } from './stored-logs';
import type { Witnesses } from './witnesses';

export type { LogMark, StoredLogs } from './stored-logs';
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

export type ResumedLogs = {
  /** Without it every read begins anew. */
  readonly store: Store | undefined;
  /** Names what is stored; must tell chains, pools and accounts apart. */
  readonly key: string;
  readonly filters: readonly LogFilter[];
  readonly fromBlock: number;
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

/** Blocks below the newest one that no reorg reaches: Ethereum's finality, two epochs of 32 slots. */
export const reorgDepth = 64;

/** A mark that is behind by fewer blocks is not worth a write when there are no new logs. */
const writeEvery = 256;

/** Ends a scan whose stored start turned out to be of another chain. */
const rewind = new Error('The stored logs are of another chain.');

const noLogs: Scan = { logs: [], requests: 0, keptFrom: null };

/** What is asked before the newest block is known: logs, and whether the stored block still stands. */
type Early = { readonly logs: EarlyLogs; readonly questions: number; readonly markHash: Promise<Hex | undefined> };

/** One read of logs. */
class LogReading<Kept extends object> {
  readonly #request: Request;
  readonly #resumed: ResumedLogs;
  readonly #witnesses: Witnesses<Kept>;
  readonly #kept: KeptLogs<Kept>;
  readonly #isOwn: (log: Log) => boolean;

  constructor(request: Request, resumed: ResumedLogs, witnesses: Witnesses<Kept>, kept: KeptLogs<Kept>) {
    this.#request = request;
    this.#resumed = resumed;
    this.#witnesses = witnesses;
    this.#kept = kept;
    this.#isOwn = matcherOf(resumed.filters);
  }

  get #signal(): AbortSignal | undefined {
    return this.#resumed.options?.signal;
  }

  /** A block's hash; `undefined` when the node does not have the block. */
  async #hashOf(number: number, signal = this.#signal, failures = 0): Promise<Hex | undefined> {
    signal?.throwIfAborted();
    try {
      return (await orAbort(signal, readBlock(this.#request, number))).hash;
    } catch (error) {
      if (isStakingError(error, 'CHAIN_INCONSISTENT')) {
        return undefined;
      }
      if (!isStakingError(error) || failures >= 3 || ['refused', 'pruned'].includes(kindOfLogError(error))) {
        throw error;
      }
      await (this.#resumed.options?.clock ?? systemClock).sleep(backoff(failures + 1), signal);
      return this.#hashOf(number, signal, failures + 1);
    }
  }

  async #stands({ number, hash }: LogMark, to: Block, signal = this.#signal): Promise<boolean> {
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

  async run(onOwn?: (own: OwnLogs<Kept>) => void): Promise<WitnessedLogs<Kept>> {
    const [newest] = this.#kept.marks;
    const early = 'then' in this.#resumed.to ? this.#askEarly(newest) : undefined;
    const to = await this.#resumed.to;
    const marks = this.#kept.marks.filter(({ number }) => number <= to.number);
    try {
      const [base] = marks;
      return await withOwnSignal(this.#signal, async (control) =>
        this.#readOn({ to, base, control, early: base === newest ? early : undefined, isRewound: false }, onOwn),
      );
    } catch (error) {
      if (error !== rewind) {
        throw error;
      }
    }
    const older = this.#witnesses.mayRewind ? marks.slice(1) : [];
    const standing = await Promise.all(older.map(async (mark) => this.#stands(mark, to)));
    const base = older.find((_, index) => standing[index]);
    return withOwnSignal(this.#signal, async (control) =>
      this.#readOn({ to, base, control, early: undefined, isRewound: true }, onOwn),
    );
  }

  /** Reads on from a mark. Throws `rewind` when it is to be checked and does not stand. */
  async #readOn(
    { to, base, control, early, isRewound }: Start,
    onOwn?: (own: OwnLogs<Kept>) => void,
  ): Promise<WitnessedLogs<Kept>> {
    const { store, key, fromBlock, options } = this.#resumed;
    const { filters, proven, hasProven: isProvenKept, newest } = this.#kept;
    const [witnesses, request, signal] = [this.#witnesses, this.#request, control.signal];
    const safe = to.number - reorgDepth;
    const start = base ? base.number + 1 : fromBlock;
    const old = base ? this.#kept.logs.filter(({ blockNumber }) => blockNumber <= base.number) : [];
    const record = base && this.#kept.record;
    const questions = witnesses.questions(record, to.number);
    const atFirst = questions.slice(0, early?.questions);
    const atSecond = questions.slice(atFirst.length);

    const check = (async () => {
      const isSame =
        isRewound || !base || (early ? base.hash === (await early.markHash) : await this.#stands(base, to, signal));
      if (!isSame) {
        control.abort(rewind);
      }
    })();

    const hasProven = proven !== undefined && base !== undefined && proven.mark.number <= base.number;
    // Of a read that does not go on from what was proven, only a proven result is kept.
    const mayKeep = !isProvenKept || hasProven || isRewound;
    const save = async (mark: LogMark, logs: readonly Log[], isProven = false): Promise<void> => {
      const upTo = mergeLogs([logs.filter(({ blockNumber }) => blockNumber <= mark.number)]);
      const found = [...old, ...upTo.filter(this.#isOwn)];
      const known = [
        mark,
        ...this.#kept.marks.filter(({ number }) => base && number <= base.number),
        ...found.flatMap(({ blockNumber, blockHash }) => (blockHash ? [{ number: blockNumber, hash: blockHash }] : [])),
      ];
      const value: StoredLogs = {
        version: 1,
        filters,
        fromBlock,
        marks: thinOut(known, to.number),
        logs: found,
        record: witnesses.take(record, upTo, to.number),
      };
      const kept = isProven ? { mark, record: value.record } : hasProven ? proven : undefined;
      await store?.write(key, kept ? { ...value, proven: kept } : value);
    };
    let later: readonly Log[] | undefined;
    const laterFrom = Math.min(...atSecond.map(({ since }) => since ?? start));
    let saving: Promise<void> | undefined;
    const saveStep = ({ upTo, logs }: ScanStep): void => {
      const isWhole = later !== undefined || upTo < laterFrom;
      if (store && mayKeep && isWhole && !saving && upTo >= start && upTo < safe) {
        const found = [...logs, ...(later ?? [])].filter(({ blockNumber }) => blockNumber <= upTo);
        saving = (async () => {
          await check;
          const hash = await this.#hashOf(upTo, signal);
          await (hash && save({ number: upTo, hash }, found));
        })()
          .catch(() => undefined)
          .finally(() => {
            saving = undefined;
          });
      }
    };

    // The block to keep the logs up to: asked beside them, and where that may be in vain once it is known to be of use.
    const isOld = base !== newest || !base || safe - base.number >= writeEvery;
    const readSafe = async (): Promise<Hex | undefined> =>
      store && safe >= start ? this.#hashOf(safe, signal).catch(() => undefined) : undefined;
    const given = { ...options, signal };
    const scanLater = async (): Promise<Scan> => {
      const except = [...(options?.except ?? []), ...atFirst];
      const scan = await scanFilters(request, atSecond, start, to.number, { ...given, except, onProgress: undefined });
      later = scan.logs;
      return scan;
    };
    const second = atSecond.length > 0 ? scanLater() : Promise.resolve(noLogs);
    // It is awaited behind the first, whose failure ends it.
    second.catch(() => undefined);
    const ask = early?.logs.upTo(to.number) ?? request;
    const scanFirst = scanFilters(ask, atFirst, start, to.number, given, saveStep);
    const safeAtOnce = !early || isOld ? readSafe() : undefined;
    const [first] = await Promise.all([scanFirst, check]);
    // The check may have come last.
    signal.throwIfAborted();
    const ownLogs = mergeRows([old, first.logs.filter(this.#isOwn)]);
    onOwn?.({ logs: ownLogs, fresh: first.logs, before: record });

    const { logs: others, ...rest } = await second;
    const logs = mergeRows([first.logs, others]);
    const own = logs.filter(this.#isOwn);
    const hasNew = own.some(({ blockNumber }) => blockNumber <= safe);
    const isDue = hasNew || isOld;
    const safeHash = await (safeAtOnce ?? (hasNew ? readSafe() : undefined));
    // Read in more than one step, the logs may stem from two chains.
    const end = first.requests + rest.requests > questions.length ? await this.#hashOf(to.number) : to.hash;
    const isOther = (hash: Hex | undefined, number: number): boolean =>
      logs.some(({ blockNumber, blockHash }) => blockNumber === number && blockHash && blockHash !== hash);
    if (end !== to.hash || isOther(end, to.number) || (safeHash && isOther(safeHash, safe))) {
      throw reorganised(to.number);
    }
    await saving;
    const keep = async (isProven: boolean): Promise<void> => {
      const mark = safeHash ? { number: safe, hash: safeHash } : isDue ? undefined : base;
      if (mark) {
        await save(mark, logs, isProven).catch(() => undefined);
      }
    };
    // Behind what was proven, it waits until it is proven as well.
    if (isDue && (!isProvenKept || isRewound)) {
      await keep(false);
    }
    const oldest = [first.keptFrom, rest.keptFrom].filter((block) => block !== null);
    return {
      logs: mergeRows([old, own]),
      fresh: logs,
      record: witnesses.take(record, logs, to.number),
      keptFrom: oldest.length > 0 ? Math.max(...oldest) : null,
      provenTo: hasProven ? proven.mark.number : null,
      prove: async () => {
        if (isDue || proven?.mark.number !== base.number) {
          await keep(true);
        }
      },
    };
  }
}

/** Where a read begins. */
type Start = {
  readonly to: Block;
  readonly base: LogMark | undefined;
  readonly control: AbortController;
  /** What was asked of the block after the base before `to` was known. */
  readonly early: Early | undefined;
  /** What was stored last is of another chain; the base is known to stand. */
  readonly isRewound: boolean;
};

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
  return new LogReading(request, resumed, witnesses, kept).run(onOwn);
}
