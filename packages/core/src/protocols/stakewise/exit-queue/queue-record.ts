import { isNatural, type Unknown } from '../../../chain/checks';
import type { Witnesses } from '../../../chain/witnesses';
import { toTopic, type Log, type LogFilter } from '../../../chain/logs';
import { decodeEvent, eventTopics } from '../vault/events';
import type { VaultState } from '../vault/state';
import type { Address, Shares } from '../../../units';
import { allLogsMissing, logsMissing, oldLogsMissing, type HistoryGap } from '../../../staking/history-gap';

/**
 * What a pool's own logs come to: witnesses of whether a node left any out. What they prove:
 *
 * - The shares of all checkpoints are the tickets that the queue has served. A life that was closed needs a checkpoint
 *   between its exit and its claim, so a node that lost the whole of it lost one too.
 * - Requests for exits get tickets that follow each other without a gap, up to all that was ever queued. So none is missing
 *   since the first of a row, nobody's.
 * - The vault's first stake is its own. A node without its oldest logs cannot give it.
 *
 * Source: the vault's `enterExitQueue` (ticket = served tickets + queued shares) and `updateState`. Plain JSON.
 */
export type QueueRecord = {
  /** Requests are among the logs from this block on. */
  readonly since: number;
  /** Block of the oldest log of all; `null` without any. */
  readonly oldest: number | null;
  /** The vault's stake for itself, its first, is among the logs. */
  readonly hasBirth: boolean;
  /** Checkpoints, and their shares together. */
  readonly checkpoints: number;
  readonly served: string;
  /** The tickets of the requests, in one row: from the first to behind the last, and the block of the last. */
  readonly requests: { readonly from: string; readonly to: string; readonly block: number } | null;
  /** The blocks of two requests with a gap between their tickets: the first such pair. */
  readonly torn: readonly [number, number] | null;
};

/**
 * Blocks of a week. In it a stake and its exit may be lost between two reports and neither is missed by a checkpoint. Older
 * ones were paid long ago, and the requests of a large pool's whole life are too many to read.
 */
const requestBlocks = 50_400;

const numberPattern = /^\d{1,78}$/u;
const isAmount = (value: unknown): value is string => typeof value === 'string' && numberPattern.test(value);

function parseRecord(value: unknown): QueueRecord | undefined {
  const { since, oldest, hasBirth, checkpoints, served, requests, torn } = (value ?? {}) as NonNullable<
    Unknown<QueueRecord>
  >;
  const { from, to, block } = (requests ?? {}) as NonNullable<Unknown<NonNullable<QueueRecord['requests']>>>;
  const isRecord =
    isNatural(since) &&
    (oldest === null || isNatural(oldest)) &&
    typeof hasBirth === 'boolean' &&
    isNatural(checkpoints) &&
    isAmount(served) &&
    (requests === null || (isAmount(from) && isAmount(to) && isNatural(block))) &&
    (torn === null || (Array.isArray(torn) && torn.length === 2 && torn.every(isNatural)));
  return isRecord ? (value as QueueRecord) : undefined;
}

/** Takes in logs of the vault in chain order; those of other events say how far back the node's logs reach. */
function take(before: QueueRecord, vault: Address, logs: readonly Log[]): QueueRecord {
  const own = toTopic(vault);
  let { hasBirth, checkpoints, requests, torn } = before;
  let served = BigInt(before.served);
  let end = requests && BigInt(requests.to);
  for (const log of logs) {
    const [topic] = log.topics;
    if (topic === eventTopics.Deposited) {
      hasBirth ||= log.topics[2] === own;
    } else if (topic === eventTopics.CheckpointCreated) {
      const event = decodeEvent(log);
      served += event?.name === 'CheckpointCreated' ? event.shares : 0n;
      checkpoints += 1;
    } else if (topic === eventTopics.ExitQueueEntered && log.blockNumber >= before.since) {
      const event = decodeEvent(log);
      if (event?.name === 'ExitQueueEntered') {
        if (end !== null && event.ticket !== end) {
          torn ??= [requests?.block ?? before.since, log.blockNumber];
        }
        end = event.ticket + event.shares;
        requests = { from: requests?.from ?? event.ticket.toString(), to: end.toString(), block: log.blockNumber };
      }
    }
  }
  const oldest = before.oldest ?? logs[0]?.blockNumber ?? null;
  return { since: before.since, oldest, hasBirth, checkpoints, served: served.toString(), requests, torn };
}

/** A record without any logs, of which those up to a block are still to come. */
function begin(deployBlock: number, to: number): QueueRecord {
  const since = Math.max(deployBlock, to - requestBlocks);
  return { since, oldest: null, hasBirth: false, checkpoints: 0, served: '0', requests: null, torn: null };
}

/**
 * A record of what somebody else counted of a pool's checkpoints up to a block: the vault tells whether it is right, as of any
 * other. Requests bear witness from the next block on.
 * @param birth the vault's stake for itself, as the node gave it.
 */
export function recordOfCounts(vault: Address, to: number, counts: ServedTickets, birth: readonly Log[]): QueueRecord {
  const { checkpoints, served } = counts;
  return take({ ...begin(to + 1, to), checkpoints, served: served.toString() }, vault, birth);
}

/**
 * Bears witness by a pool's own logs.
 * @param questions asks for them beside others: for all checkpoints, for the vault's stake for itself, and for the requests
 * since a block: last, and not at all while that block is not known.
 */
export function queueWitnesses(
  vault: Address,
  deployBlock: number,
  questions: (since: number | undefined) => readonly LogFilter[],
): Witnesses<QueueRecord> {
  return {
    questions: (record, to) => questions((record ?? (to === undefined ? undefined : begin(deployBlock, to)))?.since),
    take: (record, logs, to) => take(record ?? begin(deployBlock, to), vault, logs),
    parse: parseRecord,
    // It counts what came before its block.
    mayRewind: false,
  };
}

/** What a pool's checkpoints come to: how many there are, and the tickets that they served. */
export type ServedTickets = { readonly checkpoints: number; readonly served: bigint };

/**
 * The checkpoints among logs that came after those of a record: where each begins to serve tickets, its index being the
 * checkpoints before it. The last is none yet: what waits belongs to it.
 */
export function checkpointsAfter(record: QueueRecord | undefined, logs: readonly Log[]): ServedTickets[] {
  let last: ServedTickets = { checkpoints: record?.checkpoints ?? 0, served: BigInt(record?.served ?? 0) };
  const places = [last];
  for (const log of logs) {
    const event = log.topics[0] === eventTopics.CheckpointCreated ? decodeEvent(log) : null;
    if (event?.name === 'CheckpointCreated') {
      last = { checkpoints: last.checkpoints + 1, served: last.served + event.shares };
      places.push(last);
    }
  }
  return places;
}

/** The index of a ticket in the queue, -1 while it waits; `undefined` for one that was served before the checkpoints. */
export function indexAmong(places: readonly ServedTickets[], ticket: bigint): bigint | undefined {
  const place = places.findLastIndex(({ served }) => served <= ticket);
  return place === places.length - 1 ? -1n : places[place] && BigInt(places[place].checkpoints);
}

/**
 * What a node left out, as the requests and checkpoints of the pool's queue tell; `null` when they hold.
 * @param start the first block in which anything may be missing.
 * @param isServed whether the served tickets of the record are those of the vault.
 */
export function gapInQueue(
  deployBlock: number,
  start: number,
  { block, queue }: VaultState,
  { since, served, requests, torn }: QueueRecord,
  isServed: boolean,
): HistoryGap | null {
  const end: Shares = BigInt(served) + queue.queuedShares;
  const isWhole = since <= deployBlock;
  const isRow = requests
    ? BigInt(requests.to) === end && (!isWhole || BigInt(requests.from) === 0n)
    : !isWhole || end === 0n;
  if (isServed && isRow && !torn) {
    return null;
  }
  return torn ? logsMissing(...torn) : logsMissing(start, block.number);
}

/**
 * What a node lost of its oldest logs; `null` when it gave the pool's first.
 * @param keptFrom the oldest block that the node serves, where it says so: the oldest log may be much younger.
 */
export function gapAtBirth(
  deployBlock: number,
  { block }: VaultState,
  record: QueueRecord,
  keptFrom: number | null,
): HistoryGap | null {
  const { hasBirth, oldest } = record;
  if (hasBirth) {
    return null;
  }
  const from = keptFrom !== null && keptFrom <= block.number ? Math.min(keptFrom, oldest ?? keptFrom) : oldest;
  return from === null ? allLogsMissing(deployBlock, block.number) : oldLogsMissing(deployBlock, from);
}
