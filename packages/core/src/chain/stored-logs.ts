import { isHex, isNatural, type Unknown } from './checks';
import { isLog, type Log } from './log';
import { matcherOf, type LogFilter } from './log-filter';
import type { LogMark } from './log-mark';
import type { Store } from './store';
import type { Witnesses } from './witnesses';

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

/** What of stored logs was proven. */
export type Proven<Kept extends object> = { readonly mark: LogMark; readonly record: Kept };

/** What was stored, as far as it may be gone on from. */
export type KeptLogs<Kept extends object> = {
  /** Which logs, as text. */
  readonly filters: string;
  readonly logs: readonly Log[];
  /** Blocks to go on from, the newest first. */
  readonly marks: readonly LogMark[];
  /** The newest block of all that is stored. */
  readonly newest: LogMark | undefined;
  /** What the logs were checked by, up to the first of the marks. */
  readonly record: Kept | undefined;
  readonly proven: Proven<Kept> | undefined;
  /** Something that was proven is stored, be it an answer to another question. */
  readonly hasProven: boolean;
};

/** Which of the stored logs to go on from. */
export type KeptPart = 'all' | 'proven' | 'none';

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

/** Reads what is stored under a key. A store that fails, and what answers another question, counts as nothing. */
export async function readKeptLogs<Kept extends object>(
  store: Store | undefined,
  key: string,
  filters: readonly LogFilter[],
  fromBlock: number,
  witnesses: Witnesses<Kept>,
  part: KeptPart,
): Promise<KeptLogs<Kept>> {
  const text = JSON.stringify(filters).toLowerCase();
  const value = await store?.read(key).catch(() => undefined);
  const stored = parseStored(value, filters, text, fromBlock);
  const proven = stored && parseProven(stored, witnesses);
  const record = { all: witnesses.parse(stored?.record), proven: proven?.record, none: undefined }[part];
  const known = stored && record ? stored : undefined;
  return {
    filters: text,
    logs: known?.logs ?? [],
    marks: part === 'proven' && proven ? [proven.mark] : (known?.marks ?? []),
    newest: known?.marks[0],
    record,
    proven,
    hasProven: (value as Unknown<StoredLogs> | null | undefined)?.proven !== undefined,
  };
}
