import type { Hex, Seconds } from '../units';
import { readBlock, reorganised, type Block } from './block';
import { mapBounded } from './bounded';
import { isHex, isNatural, type Unknown } from './checks';
import type { Log } from './log';
import type { Request } from './request';
import type { Store } from './store';

/** Headers that are asked for at a time. */
const parallelHeaders = 8;

/** Times that are kept under one key: the newest that were asked for. */
const mostKept = 4_000;

type StoredTimes = { readonly version: 1; readonly times: readonly (readonly [Hex, Seconds])[] };

/** Where times are kept between reads, by block hash: a reorg gives a block another hash. */
export type KeptTimes = { readonly store: Store; readonly key: string };

function parseStored(value: unknown): Map<Hex, Seconds> {
  const { version, times } = (value ?? {}) as NonNullable<Unknown<StoredTimes>>;
  const isTime = (each: unknown): each is [Hex, Seconds] =>
    Array.isArray(each) && each.length === 2 && isHex(each[0]) && isNatural(each[1]);
  return new Map(version === 1 && Array.isArray(times) && times.every(isTime) ? times : []);
}

const readStored = async ({ store, key }: KeptTimes): Promise<Map<Hex, Seconds>> =>
  parseStored(await store.read(key).catch(() => null));

/** What is being added to a store, so that reads which end together do not overwrite each other's times. */
const adding = new WeakMap<Store, Promise<void>>();

/** Adds times to those that are kept, whoever has written since they were read. */
async function addToStored(kept: KeptTimes, found: ReadonlyMap<Hex, Seconds>): Promise<void> {
  const { store, key } = kept;
  const before = adding.get(store) ?? Promise.resolve();
  const added = before.then(async () => {
    const times = [...new Map([...(await readStored(kept)), ...found])];
    const value: StoredTimes = { version: 1, times: times.slice(-mostKept) };
    await store.write(key, value).catch(() => undefined);
  });
  adding.set(store, added);
  await added;
}

/** How to read times. */
export type TimeOptions = {
  readonly kept?: KeptTimes | undefined;
  readonly newest?: Block | undefined;
  readonly forEstimate?: boolean;
};

/** The times that logs carry, by block; `null` where they contradict each other or a block that is known. */
function timesInLogs(logs: Iterable<Log>, newest: Block | undefined): Map<number, Seconds> | null {
  const times = new Map<number, Seconds>();
  for (const { blockNumber, blockTimestamp = 0 } of logs) {
    // Nodes that do not know a block's time give 0.
    if (blockTimestamp > 0) {
      if ((times.get(blockNumber) ?? blockTimestamp) !== blockTimestamp) {
        return null;
      }
      times.set(blockNumber, blockTimestamp);
    }
  }
  let before = 0;
  for (const [block, time] of [...times].sort(([a], [b]) => a - b)) {
    const isOfNewest =
      newest && block >= newest.number ? time === newest.timestamp : time <= (newest?.timestamp ?? time);
    if (time < before || !isOfNewest) {
      return null;
    }
    before = time;
  }
  return times;
}

/** The first log and the last of those with times: when both are right, so are those between. */
function endsOf(logs: readonly Log[], times: ReadonlyMap<number, Seconds>): Log[] {
  const timed = logs.filter(({ blockNumber }) => times.has(blockNumber));
  const first = timed.reduce<Log | undefined>((a, b) => (a && a.blockNumber <= b.blockNumber ? a : b), undefined);
  const last = timed.reduce<Log | undefined>((a, b) => (a && a.blockNumber >= b.blockNumber ? a : b), undefined);
  return first && last ? (first.blockNumber === last.blockNumber ? [first] : [first, last]) : [];
}

/**
 * The times of the blocks of some logs, by block number: given with the logs where the node does so and the headers of the
 * first and the last agree, else one header for each block, side by side and each once, kept where there is a store. Times
 * in logs that go back, or beyond the newest block, are not believed.
 * @param options `newest`: the block that the view rests on. `forEstimate`: times that logs carry need no header to agree.
 * @throws StakingError CHAIN_UNAVAILABLE when the node fails, CHAIN_INCONSISTENT when it does not have a block, or another
 * one than the log tells.
 */
export async function readLogTimes(
  request: Request,
  logs: Iterable<Log>,
  { kept, newest, forEstimate = false }: TimeOptions = {},
): Promise<Map<number, Seconds>> {
  const all = [...logs];
  if (all.length === 0) {
    return new Map();
  }
  const told = timesInLogs(all, newest);
  const known = kept ? await readStored(kept) : new Map<Hex, Seconds>();
  const found = new Map<Hex, Seconds>();

  const readTimes = async (of: readonly Log[]): Promise<Map<number, Seconds>> => {
    const times = new Map<number, Seconds>();
    const missing = new Map<number, Log>();
    for (const log of of) {
      const time = log.blockNumber === newest?.number ? newest.timestamp : log.blockHash && known.get(log.blockHash);
      if (time === undefined) {
        missing.set(log.blockNumber, log);
      } else {
        times.set(log.blockNumber, time);
      }
    }
    const headers = await mapBounded([...missing.values()], parallelHeaders, async ({ blockNumber, blockHash }) => {
      const header = await readBlock(request, blockNumber);
      if (blockHash !== undefined && header.hash !== blockHash) {
        throw reorganised(blockNumber);
      }
      return header;
    });
    for (const { number, hash, timestamp } of headers) {
      times.set(number, timestamp);
      known.set(hash, timestamp);
      found.set(hash, timestamp);
    }
    return times;
  };

  const untold = all.filter(({ blockNumber }) => !told?.has(blockNumber));
  const ends = told && !forEstimate ? endsOf(all, told) : [];
  const asked = await readTimes([...untold, ...ends]);
  const isRight = told && ends.every(({ blockNumber }) => asked.get(blockNumber) === told.get(blockNumber));
  const times = isRight ? new Map([...told, ...asked]) : new Map([...asked, ...(await readTimes(all))]);
  if (kept && found.size > 0) {
    await addToStored(kept, found);
  }
  return times;
}
