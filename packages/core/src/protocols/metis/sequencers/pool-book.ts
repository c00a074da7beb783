import { readViewBlock } from '../../../chain/block';
import { requireChainOf } from '../../../chain/block-hashes';
import { noWitnesses, readWitnessedLogs } from '../../../chain/log-checkpoint';
import type { Log, ScanOptions } from '../../../chain/logs';
import { storeKey, type PoolContext } from '../../../networks/context';
import { logsMissing, oldLogsMissing, type HistoryGap } from '../../../staking/history-gap';
import type { Address } from '../../../units';
import { readBatchShares } from './batches';
import { decodeLockingEvent, lockingFilters } from './events';
import { explainsPool, keepLedger, type LockingLedger } from './ledger';
import { areOwnersKnown } from './owner-changes';
import { contractsOf, readSequencerPool, type SequencerPoolState } from './state';

/** The pool at one block, and how it came about. */
export type PoolBook = {
  readonly state: SequencerPoolState;
  readonly logs: readonly Log[];
  readonly ledger: LockingLedger;
  /** Every reward was shared out as calldata tells, and each sequencer's is what the pool keeps for it. */
  readonly hasShares: boolean;
  /** What the logs lack; `null` where they explain every figure of the pool. */
  readonly gap: HistoryGap | null;
};

/** How to read a pool's book. */
export type BookOptions = Pick<ScanOptions, 'signal' | 'clock' | 'onProgress'> & {
  /** No older block than this. */
  readonly minBlock?: number | undefined;
  /** Whether to read how rewards were shared out: costs a request a batch, once. */
  readonly withShares?: ((ledger: LockingLedger) => boolean) | undefined;
};

/** Every batch of rewards among some logs, with the transaction that brought it. */
function batchesOf(logs: readonly Log[]): { hash: Log['transactionHash']; batch: bigint }[] {
  return logs.flatMap((log) => {
    const event = decodeLockingEvent(log);
    return event?.name === 'DistributeReward' ? [{ hash: log.transactionHash, batch: event.batch }] : [];
  });
}

function isSharedOut(ledger: LockingLedger, { sequencers }: SequencerPoolState): boolean {
  return (
    ledger.unexplained === 0n && ledger.sequencers.every(({ reward }, index) => sequencers[index]?.reward === reward)
  );
}

/**
 * Reads the pool with its logs, all at one block. Logs that do not explain what the pool counts are read anew, once.
 * @param accounts whose standing with the pool is read along.
 * @throws StakingError CHAIN_UNAVAILABLE or CHAIN_INCONSISTENT; the signal's reason when it was cancelled.
 */
export async function readPoolBook(
  context: PoolContext,
  accounts: readonly Address[],
  { minBlock = 0, withShares = () => false, ...scan }: BookOptions = {},
): Promise<PoolBook> {
  const { request, pool, network, store } = context;
  const { lockingInfo, token } = contractsOf(context);
  const filters = lockingFilters(pool.address, lockingInfo, token);
  const header = readViewBlock(request, minBlock);
  const readLogs = async (fresh: boolean): ReturnType<typeof readWitnessedLogs> =>
    readWitnessedLogs(
      request,
      {
        store,
        key: storeKey(context, 'sequencers'),
        filters,
        fromBlock: pool.deployBlock,
        reorgDepth: network.reorgDepth,
        to: header,
        options: { ...scan, mayLackOld: true, fresh },
      },
      noWitnesses(filters),
    );
  const [state, kept] = await Promise.all([readSequencerPool(context, accounts, header), readLogs(false)]);
  let read = kept;
  let ledger = keepLedger(read.logs, new Map());
  if (!explainsPool(ledger, state) && store) {
    read = await readLogs(true);
    ledger = keepLedger(read.logs, new Map());
  }
  const { logs, keptFrom } = read;
  const { block } = state;
  const isExplained = explainsPool(ledger, state);
  const [areKnown] = await Promise.all([
    isExplained && areOwnersKnown(context, ledger),
    requireChainOf(request, network, read.fresh, block),
  ]);
  if (!areKnown) {
    const { number } = block;
    const isOld = keptFrom !== null && keptFrom > pool.deployBlock;
    const gap = isOld ? oldLogsMissing(pool.deployBlock, keptFrom) : logsMissing(pool.deployBlock, number);
    return { state, logs, ledger, hasShares: false, gap };
  }
  await read.prove();
  const book = { state, logs, ledger, hasShares: isSharedOut(ledger, state), gap: null };
  return withShares(ledger) ? withBatchShares(context, book) : book;
}

/**
 * The book with rewards shared out among sequencers, as calldata tells. What was kept of it and does not add up is read anew.
 * @throws StakingError CHAIN_UNAVAILABLE.
 */
export async function withBatchShares(context: PoolContext, book: PoolBook): Promise<PoolBook> {
  const { logs, state, hasShares, gap } = book;
  if (gap || hasShares) {
    return book;
  }
  const batches = batchesOf(logs);
  let ledger = keepLedger(logs, await readBatchShares(context, batches));
  if (!isSharedOut(ledger, state) && context.store) {
    ledger = keepLedger(logs, await readBatchShares(context, batches, true));
  }
  return { ...book, ledger, hasShares: isSharedOut(ledger, state) };
}
