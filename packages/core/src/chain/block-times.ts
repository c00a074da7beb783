import type { Hex, Seconds } from '../units';
import { readBlock, reorganised } from './block';
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

/**
 * The times of the blocks of some logs, by block number: given with the logs where the node does so, else one header for
 * each block, side by side and each once, kept where there is a store.
 * @throws StakingError CHAIN_UNAVAILABLE when the node fails, CHAIN_INCONSISTENT when it does not have a block, or another
 * one than the log tells.
 */
export async function readLogTimes(
  request: Request,
  logs: Iterable<Log>,
  kept?: KeptTimes,
): Promise<Map<number, Seconds>> {
  const times = new Map<number, Seconds>();
  const untimed = new Map<number, Log>();
  for (const log of logs) {
    if (log.blockTimestamp === undefined) {
      untimed.set(log.blockNumber, log);
    } else {
      times.set(log.blockNumber, log.blockTimestamp);
    }
  }
  if (untimed.size === 0) {
    return times;
  }
  const known = parseStored(await kept?.store.read(kept.key).catch(() => null));
  const missing: Log[] = [];
  for (const log of untimed.values()) {
    const time = log.blockHash && known.get(log.blockHash);
    if (time === undefined) {
      missing.push(log);
    } else {
      times.set(log.blockNumber, time);
    }
  }
  const headers = await mapBounded(missing, parallelHeaders, async ({ blockNumber, blockHash }) => {
    const header = await readBlock(request, blockNumber);
    if (blockHash !== undefined && header.hash !== blockHash) {
      throw reorganised(blockNumber);
    }
    return header;
  });
  for (const { number, hash, timestamp } of headers) {
    times.set(number, timestamp);
    known.set(hash, timestamp);
  }
  if (kept && headers.length > 0) {
    const value: StoredTimes = { version: 1, times: [...known].slice(-mostKept) };
    await kept.store.write(kept.key, value).catch(() => undefined);
  }
  return times;
}
