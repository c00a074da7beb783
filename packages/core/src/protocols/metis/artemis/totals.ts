import type { Block } from '../../../chain/block';
import { requireChainOf } from '../../../chain/block-hashes';
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
  /** Those that make and burn artMETIS lead to all that there is: whatever node gave them has kept the pool's logs. */
  readonly hasAllShares: boolean;
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
  const hasAllShares = totals.totalShares === state.totalShares;
  return {
    events,
    hasAllShares,
    isWhole: hasAllShares && totals.totalAssets === state.totalAssets,
    at: (block) => steps.findLast((step) => step.block <= block)?.totals ?? none,
  };
}

/**
 * Begins to read everything that the pool and the manager logged, up to the block of a state that may still be asked for; gives
 * what makes the record of that state. What does not lead to its totals is read anew, once: a node may have left something out
 * of what was kept.
 * @throws StakingError CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
export function beginPoolRecord(
  context: PoolContext,
  to: Block | Promise<Block>,
  signal?: AbortSignal,
  fresh = false,
): (state: ArtemisState) => Promise<PoolRecord> {
  const { request, network, pool, store } = context;
  const filters = [poolFilter(context)];
  const key = storeKey(context, 'pool', 'logs');
  const place = { store, key, filters, fromBlock: pool.deployBlock, reorgDepth: network.reorgDepth };
  const options = { signal, fresh, mayLackOld: true };
  const coming = readWitnessedLogs(request, { ...place, to, options }, noWitnesses(filters));
  // Whoever makes the record hears of a failure.
  coming.catch(() => undefined);
  return async (state) => {
    const { logs, fresh: young } = await coming;
    const record = toRecord(decodeArtemisEvents(logs), state);
    if (!record.isWhole && !fresh && store) {
      return beginPoolRecord(context, state.block, signal, true)(state);
    }
    await requireChainOf(request, network, young, state.block);
    return record;
  };
}

/** Reads the record of a state: see {@link beginPoolRecord}. */
export async function readPoolRecord(context: PoolContext, state: ArtemisState): Promise<PoolRecord> {
  return beginPoolRecord(context, state.block)(state);
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

/** Accounts whose requests are counted at most. */
const mostAccounts = 100;

/**
 * What the manager lacks to pay all requests that are released; 0 where that is not known. No total tells of requests that were
 * paid: before money is called missing, the manager is asked how many each account has open.
 * @throws StakingError CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
export async function readMissingFunds(
  { request, network }: PoolContext,
  { events, isWhole }: PoolRecord,
  state: ArtemisState,
): Promise<Wei> {
  const paid = new Set(events.flatMap((event) => (event.name === 'completed' ? [event.nonce] : [])));
  const open = events.flatMap((event) => (event.name === 'requested' && !paid.has(event.nonce) ? [event] : []));
  const due = open.reduce((sum, { nonce, assets }) => (nonce < state.nextUnlockNonce ? sum + assets : sum), 0n);
  const users = [...new Set(open.map(({ user }) => user))];
  if (!isWhole || due <= state.managerBalance || users.length > mostAccounts) {
    return 0n;
  }
  const batch = new ReadBatch(network.multicall3);
  const method = 'getUserWithdrawRequestLength';
  const told = users.map((user) =>
    batch.add(artemisOn(network).withdrawalManager, artemisAbi, method, [user], ([count]) => Number(count)),
  );
  await batch.run(request, state.block);
  const isAsLogged = users.every(
    (user, index) => told[index]?.value() === open.filter((each) => each.user === user).length,
  );
  return isAsLogged ? due - state.managerBalance : 0n;
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
