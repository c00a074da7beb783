import { onBlock, requireBlock } from '../../../chain/block';
import { readLogTimes } from '../../../chain/block-times';
import { scanLogs, type Log } from '../../../chain/logs';
import { storeKey, type PoolContext } from '../../../networks/context';
import { historyIncomplete, logsMissing } from '../../../staking/history-gap';
import type { ClaimDelay } from '../../../staking/exit';
import { exitTimesDays, type ExitTimes, type ExitTimesOptions } from '../../../staking/pool-life';
import type { Seconds, Shares } from '../../../units';
import { exitValueAt, firstReaching, type PlacedCheckpoint } from '../exit-queue/queue-history';
import { readCheckpoints } from '../exit-queue/read-checkpoints';
import { blockNotAfter } from '../harvest/harvests';
import { decodeEvents, eventTopics, type PoolEvent } from '../vault/events';
import type { VaultState } from '../vault/state';

const daySeconds = 86_400;

type Request = Extract<PoolEvent, { name: 'ExitQueueEntered' }>;

/** A request with the checkpoint that served the last of it. */
type Served = { readonly request: Request; readonly checkpoint: PlacedCheckpoint };

/**
 * The checkpoint that served the last of a request, if any did. One last share counts for nothing: the vault leaves it, and
 * calls the exit done.
 */
function servedBy({ ticket, shares }: Request, checkpoints: readonly PlacedCheckpoint[]): PlacedCheckpoint | undefined {
  const end = ticket + shares;
  return checkpoints[firstReaching(checkpoints, shares > 1n ? end - 2n : end - 1n)];
}

/** Whether the tickets of requests follow each other without a gap, and end where the queue ends. */
function isRow(requests: readonly Request[], end: bigint): boolean {
  return requests.every(({ ticket, shares }, index) => ticket + shares === (requests[index + 1]?.ticket ?? end));
}

/** The median of some seconds; `null` of none. */
function medianOf(sorted: readonly Seconds[]): Seconds | null {
  const middle = sorted.length >> 1;
  const [below, above] = [sorted[middle - 1], sorted[middle]];
  return above === undefined ? null : sorted.length % 2 === 1 ? above : Math.floor(((below ?? above) + above) / 2);
}

/**
 * Reads how long the newest exits took that the pool has served in full: until the report that served the last of each,
 * and for the pool's waiting time at least. One step for the logs, one for the times of blocks.
 * Source: the vault's exit queue serves tickets in their order; a claim needs the checkpoint and the wait.
 * @param claimDelay today's wait of the pool: of an exit from before an upgrade the wait may have been another one.
 * @throws StakingError HISTORY_INCOMPLETE where the node lacks requests or checkpoints, CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT
 * when the chain was reorganised since `state`; the signal's reason.
 */
export async function readExitTimes(
  context: PoolContext,
  state: VaultState,
  claimDelay: Pick<ClaimDelay, 'seconds'>,
  options: ExitTimesOptions = {},
): Promise<ExitTimes> {
  return onBlock(context.request, state.block, async () => readTimes(context, state, claimDelay, options));
}

async function readTimes(
  context: PoolContext,
  state: VaultState,
  { seconds: delay }: Pick<ClaimDelay, 'seconds'>,
  { most = 50, days = exitTimesDays, signal }: ExitTimesOptions,
): Promise<ExitTimes> {
  const { request, pool, store } = context;
  const { block, queue } = state;
  const from = blockNotAfter(context, state, block.timestamp - days * daySeconds);
  const entered = { address: pool.address, topics: [eventTopics.ExitQueueEntered] };
  const [requestLogs, checkpoints] = await Promise.all([
    scanLogs(request, entered, from, block.number, { signal }),
    readCheckpoints(context, block.number, queue.totalTickets, { signal }),
  ]);
  const requests = decodeEvents(requestLogs).filter((event): event is Request => event.name === 'ExitQueueEntered');
  const end: Shares = (checkpoints.at(-1)?.to ?? 0n) + queue.queuedShares;
  if (!isRow(requests, end)) {
    throw historyIncomplete(logsMissing(from, block.number));
  }
  // What is worth less than a wei is never paid.
  const paying = requests.filter((each) => exitValueAt(each, checkpoints, block.number, state) > 0n);
  const all = paying.flatMap((each): Served[] => {
    const checkpoint = servedBy(each, checkpoints);
    return checkpoint ? [{ request: each, checkpoint }] : [];
  });
  const served = all.slice(-most);
  const asked = served.flatMap((each): Log[] => [each.request.log, each.checkpoint.log]);
  const kept = store && { store, key: storeKey(context, 'times') };
  const [times] = await Promise.all([
    readLogTimes(request, asked, { kept, newest: block }),
    requireBlock(request, block),
  ]);
  const timeOf = ({ blockNumber }: Log): Seconds => times.get(blockNumber) as Seconds;
  const sorted = served
    .map((each) => Math.max(timeOf(each.checkpoint.log) - timeOf(each.request.log), delay))
    .sort((a, b) => a - b);
  return {
    count: served.length,
    median: medianOf(sorted),
    shortest: sorted[0] ?? null,
    longest: sorted.at(-1) ?? null,
    fromBlock: served[0]?.request.log.blockNumber ?? null,
    toBlock: served.at(-1)?.checkpoint.log.blockNumber ?? null,
    waiting: paying.length - all.length,
  };
}
