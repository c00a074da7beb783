import type { Address, Hex } from '../units';
import type { LogFilter } from './log-filter';
import type { Log } from './log';
import { scanLogs, type ScanOptions } from './log-scan';
import type { Request } from './request';

export type { LogFilter } from './log-filter';
export { mergeLogs, mergeRows } from './log-order';
export type { Log } from './log';
export type { Clock } from './clock';
export { scanLogs, type ScanOptions } from './log-scan';

/** An address or a number as an indexed topic: 32 bytes, zeros in front. */
export function toTopic(value: Address | bigint): Hex {
  const digits = typeof value === 'bigint' ? value.toString(16) : value.slice(2).toLowerCase();
  return `0x${digits.padStart(64, '0')}`;
}

/**
 * Looks backwards from `toBlock` for the newest log that fits, in steps that double; for a log of which one knows that it
 * is recent. `undefined` when there is none down to `fromBlock`.
 * @throws StakingError as {@link scanLogs} does.
 */
export async function findLatestLog(
  request: Request,
  filter: LogFilter,
  fromBlock: number,
  toBlock: number,
  firstStep: number,
  options?: ScanOptions,
): Promise<Log | undefined> {
  let step = firstStep;
  for (let end = toBlock; end >= fromBlock;) {
    const start = Math.max(fromBlock, end - step + 1);
    const newest = (await scanLogs(request, filter, start, end, options)).at(-1);
    if (newest) {
      return newest;
    }
    end = start - 1;
    step *= 2;
  }
  return undefined;
}
