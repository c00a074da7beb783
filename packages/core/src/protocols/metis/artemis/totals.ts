import { noWitnesses, readWitnessedLogs } from '../../../chain/log-checkpoint';
import { ReadBatch } from '../../../chain/read-batch';
import { mapBounded } from '../../../chain/bounded';
import { isStakingError } from '../../../errors';
import { storeKey, type PoolContext } from '../../../networks/context';
import type { Wei } from '../../../units';
import { artemisAbi } from './abi';
import { artemisOn } from './contracts';
import { decodeArtemisEvents, poolFilter, type ArtemisEvent } from './events';
import type { Totals } from './share-maths';
import type { ArtemisState } from './state';

/** How the pool came to what it is. */
export type PoolRecord = {
  /** Every event of the pool and the manager, in the order of the chain. */
  readonly events: readonly ArtemisEvent[];
  /** From nothing, they lead to the pool's totals of today: none of them is missing. */
  readonly isWhole: boolean;
  /** Totals at the end of a block; meaningless where the record is not whole. */
  readonly at: (block: number) => Totals;
};

const none: Totals = { totalAssets: 0n, totalShares: 0n };

/** The totals after an event. */
function after({ totalAssets, totalShares }: Totals, event: ArtemisEvent): Totals {
  switch (event.name) {
    case 'deposited':
      return { totalAssets: totalAssets + event.assets, totalShares: totalShares + event.shares };
    case 'harvested':
      return { totalAssets: totalAssets + event.assets, totalShares };
    case 'requested':
      return { totalAssets: totalAssets - event.assets, totalShares: totalShares - event.shares };
    default:
      return { totalAssets, totalShares };
  }
}

function toRecord(events: readonly ArtemisEvent[], state: ArtemisState): PoolRecord {
  const steps: { readonly block: number; readonly totals: Totals }[] = [];
  let totals = none;
  for (const event of events) {
    totals = after(totals, event);
    steps.push({ block: event.log.blockNumber, totals });
  }
  return {
    events,
    isWhole: totals.totalAssets === state.totalAssets && totals.totalShares === state.totalShares,
    at: (block) => steps.findLast((step) => step.block <= block)?.totals ?? none,
  };
}

/**
 * Reads everything that the pool and the manager logged up to a state. What does not lead to the state's totals is read
 * anew, once: a node may have left something out of what was kept.
 * @throws StakingError CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
export async function readPoolRecord(
  context: PoolContext,
  state: ArtemisState,
  signal?: AbortSignal,
  fresh = false,
): Promise<PoolRecord> {
  const { request, network, pool, store } = context;
  const filters = [poolFilter(context)];
  const key = storeKey(context, 'pool', 'logs');
  const place = { store, key, filters, fromBlock: pool.deployBlock, reorgDepth: network.reorgDepth };
  const options = { signal, fresh, mayLackOld: true };
  const resumed = { ...place, to: state.block, options };
  const { logs } = await readWitnessedLogs(request, resumed, noWitnesses(filters));
  const record = toRecord(decodeArtemisEvents(logs), state);
  return record.isWhole || fresh || !store ? record : readPoolRecord(context, state, signal, true);
}

/** Old blocks whose state is asked for at most. */
const mostOld = 24;

/** The pool's totals at the end of some blocks, as the node's old state tells; `null` where it keeps none, or of too many. */
async function readOldTotals(
  { request, network, pool }: PoolContext,
  blocks: readonly number[],
): Promise<Map<number, Totals> | null> {
  if (blocks.length > mostOld) {
    return null;
  }
  try {
    const read = await mapBounded(blocks, 4, async (block) => {
      const batch = new ReadBatch(network.multicall3);
      const [assets, shares] = [
        batch.add(pool.address, artemisAbi, 'totalDeposits', [], ([value]) => value as bigint),
        batch.add(artemisOn(network).token, artemisAbi, 'totalSupply', [], ([value]) => value as bigint),
      ];
      await batch.runAtOld(request, block);
      return [block, { totalAssets: assets.value(), totalShares: shares.value() }] as const;
    });
    return new Map(read);
  } catch (error) {
    if (isStakingError(error, 'CHAIN_UNAVAILABLE', 'CHAIN_INCONSISTENT')) {
      return null;
    }
    throw error;
  }
}

/**
 * The pool's totals at the end of some blocks: added up from its logs where they lead to today's, else from old state.
 * `null` where neither tells.
 */
export async function totalsAt(
  context: PoolContext,
  record: PoolRecord,
  blocks: readonly number[],
): Promise<ReadonlyMap<number, Totals> | null> {
  const each = [...new Set(blocks)];
  return record.isWhole ? new Map(each.map((block) => [block, record.at(block)])) : readOldTotals(context, each);
}

/** What the manager lacks to pay all requests that are released and due; 0 where the logs do not tell. */
export function missingFunds({ events, isWhole }: PoolRecord, state: ArtemisState): Wei {
  const paid = new Set(events.flatMap((event) => (event.name === 'completed' ? [event.nonce] : [])));
  const due = events.reduce(
    (sum, event) =>
      event.name === 'requested' && event.nonce < state.nextUnlockNonce && !paid.has(event.nonce)
        ? sum + event.assets
        : sum,
    0n,
  );
  return isWhole && due > state.managerBalance ? due - state.managerBalance : 0n;
}

/** METIS of requests that are not released yet; `null` where the logs do not tell. */
export function queuedAssets({ events, isWhole }: PoolRecord, { nextUnlockNonce }: ArtemisState): Wei | null {
  return isWhole
    ? events.reduce(
        (sum, event) => (event.name === 'requested' && event.nonce >= nextUnlockNonce ? sum + event.assets : sum),
        0n,
      )
    : null;
}

/** Blocks with a harvest, oldest first, each once, with a log of each. */
export function harvestsOf({ events }: Pick<PoolRecord, 'events'>): readonly ArtemisEvent['log'][] {
  const logs = events.flatMap((event) => (event.name === 'harvested' ? [event.log] : []));
  return logs.filter((log, index) => log.blockNumber !== logs[index + 1]?.blockNumber);
}
