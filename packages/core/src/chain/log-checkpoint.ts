import { isStakingError } from '../errors';
import type { Hex } from '../units';
import { withOwnSignal } from './abort';
import { readBlock, reorganised, type Block } from './block';
import { isHex, isNatural, type Unknown } from './checks';
import { backoff, systemClock } from './clock';
import { isLog, type Log } from './log';
import { kindOfLogError } from './log-errors';
import { matcherOf, type LogFilter } from './log-filter';
import { mergeLogs, mergeRows } from './log-order';
import { orAbort, scanFilters, type ScanOptions, type ScanStep } from './log-scan';
import type { Request } from './request';
import type { Store } from './store';

/** A block of the chain that stored logs were read from: all logs up to it are there. */
export type LogMark = { readonly number: number; readonly hash: Hex };

/** Logs as they are stored. Plain JSON; public data of the chain, but they name the accounts that one looked at. */
export type StoredLogs = {
  readonly version: 1;
  /** Which logs: what was asked for, as text. */
  readonly filters: string;
  readonly fromBlock: number;
  /** The newest first; the logs reach up to it. */
  readonly marks: readonly LogMark[];
  /** In chain order. */
  readonly logs: readonly Log[];
  /** What the logs were checked by, up to the newest mark. */
  readonly record?: unknown;
  /** The newest block up to which they were proven to be all, and what they were checked by then. */
  readonly proven?: { readonly mark: LogMark; readonly record: unknown };
};

/**
 * Logs that are read beside others to tell whether those are complete. What they come to is kept, they are not.
 * A record is plain JSON.
 */
export type Witnesses<Kept extends object> = {
  /** What to ask for, in blocks up to `to`, after what a record holds: the logs to keep, and others. */
  readonly questions: (record: Kept | undefined, to: number) => readonly LogFilter[];
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

/** Logs, and what their witnesses say. */
export type WitnessedLogs<Kept extends object> = {
  readonly logs: readonly Log[];
  readonly record: Kept;
  /** The oldest block that the node serves, where it refused older ones; see {@link Scan.keptFrom}. */
  readonly keptFrom: number | null;
  /** The block up to which kept logs, which these go on from, were proven; `null` without such. */
  readonly provenTo: number | null;
  /** Keeps these logs as proven ones: only others that are proven replace them. Never rejects. */
  readonly prove: () => Promise<void>;
};

export type ResumedLogs = {
  readonly store: Store;
  /** Names what is stored; must tell chains, pools and accounts apart. */
  readonly key: string;
  readonly filters: readonly LogFilter[];
  readonly fromBlock: number;
  /** The newest block to read: the one that the view rests on. */
  readonly to: Block;
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

/** How deep below the newest block older marks are kept, for reorgs that should not happen. */
const ladder = [256, 1_024, 7_200];

/** A mark that is behind by fewer blocks is not worth a write when there are no new logs. */
const writeEvery = 256;

/** What was stored, or `undefined` when it is malformed, or answers another question. */
function parseStored(
  value: unknown,
  filters: readonly LogFilter[],
  text: string,
  from: number,
): StoredLogs | undefined {
  const { version, filters: storedText, fromBlock, marks, logs } = (value ?? {}) as NonNullable<Unknown<StoredLogs>>;
  if (version !== 1 || storedText !== text || fromBlock !== from || !Array.isArray(marks) || !Array.isArray(logs)) {
    return undefined;
  }
  const fits = matcherOf(filters);
  let above = Infinity;
  const areMarks = (marks as Unknown<LogMark>[]).every((mark) => {
    const isBelow = isNatural(mark?.number) && mark.number < above && mark.number >= from && isHex(mark.hash);
    above = Number(mark?.number);
    return isBelow;
  });
  const newest = (marks as LogMark[])[0];
  let [block, index] = [from, -1];
  const areLogs = (logs as Unknown<Log>[]).every((log) => {
    const isNext =
      isLog(log) && (log.blockNumber > block || (log.blockNumber === block && log.logIndex > index)) && fits(log);
    [block, index] = [Number(log?.blockNumber), Number(log?.logIndex)];
    return isNext;
  });
  return newest && areMarks && areLogs && (logs.length === 0 || block <= newest.number)
    ? (value as StoredLogs)
    : undefined;
}

/** The marks worth keeping: the newest, and for each depth the newest that is so deep. */
function thinOut(marks: readonly LogMark[], newest: number): LogMark[] {
  const sorted = [...marks].sort((a, b) => b.number - a.number);
  const kept = [0, ...ladder].map((depth) => sorted.find(({ number }) => number <= newest - depth));
  return [...new Map(kept.flatMap((mark) => (mark ? [[mark.number, mark] as const] : []))).values()];
}

/** Ends a scan whose stored start turned out to be of another chain. */
const rewind = new Error('The stored logs are of another chain.');

/** What of stored logs was proven. */
type Proven<Kept extends object> = { readonly mark: LogMark; readonly record: Kept };

function parseProven<Kept extends object>(
  { proven, marks }: StoredLogs,
  witnesses: Witnesses<Kept>,
): Proven<Kept> | undefined {
  const { mark, record } = (proven ?? {}) as NonNullable<Unknown<NonNullable<StoredLogs['proven']>>>;
  const { number, hash } = (mark ?? {}) as NonNullable<Unknown<LogMark>>;
  const kept = witnesses.parse(record);
  return kept && isNatural(number) && isHex(hash) && number <= (marks[0]?.number ?? -1)
    ? { mark: { number, hash }, record: kept }
    : undefined;
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
 * @throws StakingError and the signal's reason as `scanLogs` does; CHAIN_INCONSISTENT when the chain was reorganised
 * meanwhile. A store that fails fails nothing.
 */
export async function readWitnessedLogs<Kept extends object>(
  request: Request,
  { store, key, filters, fromBlock, to, options = {} }: ResumedLogs,
  witnesses: Witnesses<Kept>,
): Promise<WitnessedLogs<Kept>> {
  const { signal, clock = systemClock, fresh = false, fromProven = false } = options;
  const text = JSON.stringify(filters).toLowerCase();
  const isKept = matcherOf(filters);
  const read = await store.read(key).catch(() => undefined);
  const value = parseStored(read, filters, text, fromBlock);
  const proven = value && parseProven(value, witnesses);
  // Proven answers to another question are as good: a node that hides a receiver of exits asks for fewer.
  const isProvenKept = (read as Unknown<StoredLogs> | null | undefined)?.proven !== undefined;
  const newest = fresh ? undefined : fromProven ? proven?.record : witnesses.parse(value?.record);
  const stored = newest && value;
  const storedMarks = (fromProven ? proven && [proven.mark] : stored?.marks) ?? [];
  const marks = stored ? storedMarks.filter(({ number }) => number <= to.number) : [];
  const safe = to.number - reorgDepth;

  /** A block's hash; `undefined` when the node does not have the block. */
  const hashOf = async (number: number, until = signal, failures = 0): Promise<Hex | undefined> => {
    until?.throwIfAborted();
    try {
      return (await orAbort(until, readBlock(request, number))).hash;
    } catch (error) {
      if (isStakingError(error, 'CHAIN_INCONSISTENT')) {
        return undefined;
      }
      if (!isStakingError(error) || failures >= 3 || ['refused', 'pruned'].includes(kindOfLogError(error))) {
        throw error;
      }
      await clock.sleep(backoff(failures + 1), until);
      return hashOf(number, until, failures + 1);
    }
  };
  const stands = async ({ number, hash }: LogMark, until = signal): Promise<boolean> =>
    hash === (number === to.number ? to.hash : await hashOf(number, until));

  /** Reads on from a mark. Throws `rewind` when it is to be checked and does not stand. */
  const readOn = async (
    base: LogMark | undefined,
    isChecked: boolean,
    control: AbortController,
  ): Promise<WitnessedLogs<Kept>> => {
    const start = base ? base.number + 1 : fromBlock;
    const old = base ? (stored?.logs ?? []).filter(({ blockNumber }) => blockNumber <= base.number) : [];
    const record = base && newest;
    const questions = witnesses.questions(record, to.number);
    const until = control.signal;

    const check = (async () => {
      if (base && !isChecked && !(await stands(base, until))) {
        control.abort(rewind);
      }
    })();

    const hasProven = proven !== undefined && base !== undefined && proven.mark.number <= base.number;
    // Of a read that does not go on from what was proven, only a proven result is kept.
    const mayKeep = !isProvenKept || hasProven || base !== marks[0];
    const save = async (mark: LogMark, logs: readonly Log[], isProven = false): Promise<void> => {
      const upTo = mergeLogs([logs.filter(({ blockNumber }) => blockNumber <= mark.number)]);
      const found = [...old, ...upTo.filter(isKept)];
      const known = [
        mark,
        ...marks.filter(({ number }) => base && number <= base.number),
        ...found.flatMap(({ blockNumber, blockHash }) => (blockHash ? [{ number: blockNumber, hash: blockHash }] : [])),
      ];
      const value: StoredLogs = {
        version: 1,
        filters: text,
        fromBlock,
        marks: thinOut(known, to.number),
        logs: found,
        record: witnesses.take(record, upTo, to.number),
      };
      const kept = isProven ? { mark, record: value.record } : hasProven ? proven : undefined;
      await store.write(key, kept ? { ...value, proven: kept } : value);
    };
    let saving: Promise<void> | undefined;
    const saveStep = ({ upTo, logs }: ScanStep): void => {
      if (mayKeep && !saving && upTo >= start && upTo < safe) {
        const found = logs.filter(({ blockNumber }) => blockNumber <= upTo);
        saving = (async () => {
          await check;
          const hash = await hashOf(upTo, until);
          await (hash && save({ number: upTo, hash }, found));
        })()
          .catch(() => undefined)
          .finally(() => {
            saving = undefined;
          });
      }
    };

    const [{ logs, requests, keptFrom }, safeHash] = await Promise.all([
      scanFilters(request, questions, start, to.number, { ...options, signal: until }, saveStep),
      safe >= start ? hashOf(safe, until).catch(() => undefined) : undefined,
      check,
    ]);
    // The check may have come last.
    until.throwIfAborted();
    // Read in more than one step, the logs may stem from two chains.
    const end = requests > questions.length ? await hashOf(to.number) : to.hash;
    const isOther = (hash: Hex | undefined, number: number): boolean =>
      logs.some(({ blockNumber, blockHash }) => blockNumber === number && blockHash && blockHash !== hash);
    if (end !== to.hash || isOther(end, to.number) || (safeHash && isOther(safeHash, safe))) {
      throw reorganised(to.number);
    }
    await saving;
    const own = logs.filter(isKept);
    const hasNew = own.some(({ blockNumber }) => blockNumber <= safe);
    const isDue = hasNew || base !== stored?.marks[0] || !base || safe - base.number >= writeEvery;
    const keep = async (isProven: boolean): Promise<void> => {
      if (safeHash) {
        await save({ number: safe, hash: safeHash }, logs, isProven).catch(() => undefined);
      }
    };
    // Behind what was proven, it waits until it is proven as well.
    if (isDue && (!isProvenKept || base !== marks[0])) {
      await keep(false);
    }
    return {
      logs: mergeRows([old, own]),
      record: witnesses.take(record, logs, to.number),
      keptFrom,
      provenTo: hasProven ? proven.mark.number : null,
      prove: async () => {
        if (isDue || proven?.mark.number !== base.number) {
          await keep(true);
        }
      },
    };
  };

  try {
    return await withOwnSignal(signal, async (control) => readOn(marks[0], false, control));
  } catch (error) {
    if (error !== rewind) {
      throw error;
    }
  }
  const older = witnesses.mayRewind ? marks.slice(1) : [];
  const standing = await Promise.all(older.map(async (mark) => stands(mark)));
  const base = older.find((_, index) => standing[index]);
  return withOwnSignal(signal, async (control) => readOn(base, true, control));
}
