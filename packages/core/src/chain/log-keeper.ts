import type { Log } from './log';
import { matcherOf, type LogFilter } from './log-filter';
import { thinOut, type LogMark } from './log-mark';
import { mergeLogs } from './log-order';
import type { Store } from './store';
import type { KeptLogs, StoredLogs } from './stored-logs';
import type { Witnesses } from './witnesses';

/** A mark that is behind by fewer blocks is not worth a write when there are no new logs. */
const writeEvery = 256;

/** Where logs are kept, and which. */
export type KeepingPlace = {
  /** Without it nothing is kept. */
  readonly store: Store | undefined;
  /** Names what is stored; must tell chains, pools and accounts apart. */
  readonly key: string;
  readonly filters: readonly LogFilter[];
  readonly fromBlock: number;
  /** A block with so many above it stays: what is kept goes no further. */
  readonly reorgDepth: number;
};

/** What a read goes on from. */
export type ReadStart = {
  /** The block up to which kept logs are taken; `undefined` where all is read anew. */
  readonly base: LogMark | undefined;
  /** The newest block that is read. */
  readonly to: number;
  /** What was stored last is of another chain. */
  readonly isRewound: boolean;
};

/** Keeps the logs of one read, behind those that it goes on from. */
export class LogKeeper<Kept extends object> {
  /** The kept logs up to the base, and what their witnesses said. */
  readonly old: readonly Log[];
  readonly record: Kept | undefined;
  readonly #place: KeepingPlace;
  readonly #witnesses: Witnesses<Kept>;
  readonly #kept: KeptLogs<Kept>;
  readonly #start: ReadStart;
  readonly #isOwn: (log: Log) => boolean;

  constructor(place: KeepingPlace, witnesses: Witnesses<Kept>, kept: KeptLogs<Kept>, start: ReadStart) {
    const { base } = start;
    this.old = base ? kept.logs.filter(({ blockNumber }) => blockNumber <= base.number) : [];
    this.record = base && kept.record;
    this.#place = place;
    this.#witnesses = witnesses;
    this.#kept = kept;
    this.#start = start;
    this.#isOwn = matcherOf(place.filters);
  }

  get hasStore(): boolean {
    return this.#place.store !== undefined;
  }

  /** What of the kept logs was proven, where the read goes on from it. */
  get #proven(): KeptLogs<Kept>['proven'] {
    const { base } = this.#start;
    const { proven } = this.#kept;
    return proven && base && proven.mark.number <= base.number ? proven : undefined;
  }

  /** The block up to which the kept logs were proven; `null` without such. */
  get provenTo(): number | null {
    return this.#proven?.mark.number ?? null;
  }

  /** Whether a long read may be kept in steps: of one that does not go on from what was proven, only a proven result is. */
  get mayKeepSteps(): boolean {
    return !this.#kept.hasProven || this.#proven !== undefined || this.#start.isRewound;
  }

  /** Whether what is not proven may be kept: behind what was proven, it waits until it is proven as well. */
  get mayKeepUnproven(): boolean {
    return !this.#kept.hasProven || this.#start.isRewound;
  }

  /** Whether a mark at a block is worth a write, whatever logs are new. */
  isWorthAt(block: number): boolean {
    const { base } = this.#start;
    return !base || base !== this.#kept.newest || block - base.number >= writeEvery;
  }

  /** Whether the base itself is what was proven. */
  get isProven(): boolean {
    const { base } = this.#start;
    return base !== undefined && base.number === this.#kept.proven?.mark.number;
  }

  /** Keeps logs up to a block, as proven ones or not. Rejects as the store does. */
  async write(mark: LogMark, logs: readonly Log[], isProven = false): Promise<void> {
    const { store, key, fromBlock } = this.#place;
    const { base, to } = this.#start;
    const upTo = mergeLogs([logs.filter(({ blockNumber }) => blockNumber <= mark.number)]);
    const found = [...this.old, ...upTo.filter(this.#isOwn)];
    const known = [
      mark,
      ...this.#kept.marks.filter(({ number }) => base && number <= base.number),
      ...found.flatMap(({ blockNumber, blockHash }) => (blockHash ? [{ number: blockNumber, hash: blockHash }] : [])),
    ];
    const value: StoredLogs = {
      version: 1,
      filters: this.#kept.filters,
      fromBlock,
      marks: thinOut(known, to),
      logs: found,
      record: this.#witnesses.take(this.record, upTo, to),
    };
    const proven = isProven ? { mark, record: value.record } : this.#proven;
    await store?.write(key, proven ? { ...value, proven } : value);
  }
}
