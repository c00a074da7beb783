import { StakingError } from '../errors';
import type { Address, Hex, Seconds } from '../units';
import { toQuantity } from './block';
import { callNode, type Request } from './request';

/** A log as it is used here: where it stands, and its raw words. */
export type Log = {
  readonly address: Address;
  readonly topics: readonly Hex[];
  readonly data: Hex;
  readonly blockNumber: number;
  readonly logIndex: number;
  readonly transactionHash: Hex;
  /** Where the node gives it with the log, which saves a request. */
  readonly blockTimestamp?: Seconds;
};

/** Which logs: contracts, and topics by position (`null`: any; a list: any of them). */
export type LogFilter = {
  readonly address: Address | readonly Address[];
  readonly topics: readonly (Hex | readonly Hex[] | null)[];
};

type RawLog = {
  address: Address;
  topics: Hex[];
  data: Hex;
  blockNumber: Hex;
  logIndex: Hex;
  transactionHash: Hex;
  blockTimestamp?: Hex;
  removed?: boolean;
};

/** Fewer blocks than this in one request are not tried: a node that refuses even these gives no logs at all. */
const smallestRange = 16;

/** An address or a number as an indexed topic: 32 bytes, zeros in front. */
export function toTopic(value: Address | bigint): Hex {
  const digits = typeof value === 'bigint' ? value.toString(16) : value.slice(2).toLowerCase();
  return `0x${digits.padStart(64, '0')}`;
}

function toLog(raw: RawLog): Log {
  return {
    address: raw.address,
    topics: raw.topics,
    data: raw.data,
    blockNumber: Number(raw.blockNumber),
    logIndex: Number(raw.logIndex),
    transactionHash: raw.transactionHash,
    ...(raw.blockTimestamp === undefined ? {} : { blockTimestamp: Number(raw.blockTimestamp) }),
  };
}

/** Logs in the order in which the chain wrote them, each once. */
export function sortLogs(logs: readonly Log[]): Log[] {
  const unique = new Map(logs.map((log) => [`${log.blockNumber}:${log.logIndex}`, log]));
  return [...unique.values()].sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
}

async function readRange(request: Request, filter: LogFilter, fromBlock: number, toBlock: number): Promise<Log[]> {
  const query = { ...filter, fromBlock: toQuantity(fromBlock), toBlock: toQuantity(toBlock) };
  const raw = await callNode<RawLog[]>(request, 'eth_getLogs', [query]);
  return raw.filter(({ removed }) => removed !== true).map(toLog);
}

/**
 * Reads the logs of a range of blocks, both ends included, in the order of the chain. A range that the node refuses is
 * halved until it answers; what it took then serves for the rest, growing back while it succeeds.
 * @throws StakingError CHAIN_UNAVAILABLE when even a few blocks are refused.
 */
export async function scanLogs(
  request: Request,
  filter: LogFilter,
  fromBlock: number,
  toBlock: number,
): Promise<Log[]> {
  const logs: Log[] = [];
  let size = toBlock - fromBlock + 1;
  for (let start = fromBlock; start <= toBlock;) {
    const end = Math.min(start + size - 1, toBlock);
    try {
      logs.push(...(await readRange(request, filter, start, end)));
      start = end + 1;
      size *= 2;
    } catch (error) {
      const refused = error instanceof StakingError && error.code === 'CHAIN_UNAVAILABLE';
      if (!refused || end - start + 1 <= smallestRange) {
        throw error;
      }
      size = Math.floor((end - start + 1) / 2);
    }
  }
  return sortLogs(logs);
}

/**
 * Looks backwards from `toBlock` for the newest log that fits, in steps that double; for a log of which one knows that it
 * is recent. `undefined` when there is none down to `fromBlock`.
 */
export async function findLatestLog(
  request: Request,
  filter: LogFilter,
  fromBlock: number,
  toBlock: number,
  firstStep: number,
): Promise<Log | undefined> {
  let step = firstStep;
  for (let end = toBlock; end >= fromBlock;) {
    const start = Math.max(fromBlock, end - step + 1);
    const newest = (await scanLogs(request, filter, start, end)).at(-1);
    if (newest) {
      return newest;
    }
    end = start - 1;
    step *= 2;
  }
  return undefined;
}
