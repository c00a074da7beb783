import { withOwnSignal } from '../../../chain/abort';
import { readViewBlock } from '../../../chain/block';
import { BlockHashes, unsettledBlocks } from '../../../chain/block-hashes';
import { readLogTimes } from '../../../chain/block-times';
import { noWitnesses, readWitnessedLogs } from '../../../chain/log-checkpoint';
import { ReadBatch } from '../../../chain/read-batch';
import { isStakingError } from '../../../errors';
import { storeKey, type PoolContext } from '../../../networks/context';
import {
  claimMissing,
  logsMissing,
  oldLogsMissing,
  requestMissing,
  sharesUnexplained,
  totalsUnproven,
  type HistoryGap,
} from '../../../staking/history-gap';
import type { Exit } from '../../../staking/exit';
import type { Position, PositionOptions } from '../../../staking/position';
import type { Address, Seconds, Shares } from '../../../units';
import { artemisAbi } from './abi';
import { artemisOn } from './contracts';
import { accountFilters, decodeArtemisEvents, type ArtemisEvent } from './events';
import { buildArtemisLedger, moveBlocks, sumOf, type ArtemisLedger } from './ledger';
import { matchRequests, RequestReader, toExits, type MatchedRequests } from './requests';
import { worthOf, type Totals } from './share-maths';
import { addArtemisState, afterHarvest, type ArtemisState } from './state';
import { beginPoolRecord, totalsAt, type PoolRecord } from './totals';

/** What an account has in Artemis, with the logs that tell it. */
export type ArtemisPosition = Position<ArtemisState> & {
  readonly ledger: ArtemisLedger;
  readonly events: readonly ArtemisEvent[];
  /** Times of the account's movements, where they were asked for. */
  readonly timestamps: ReadonlyMap<number, Seconds>;
};

type Reading = PositionOptions & {
  /** Reads all logs anew: those that are kept lack something. */
  readonly fresh?: boolean;
};

/** What the logs lack, when they do not add up to what the contracts count. */
function gapOf(
  fromBlock: number,
  state: ArtemisState,
  shares: Shares,
  ledger: ArtemisLedger,
  { requests, lacksClaim, lacksRequest }: MatchedRequests,
): HistoryGap | null {
  const to = state.block.number;
  const missing = shares - ledger.expectedShares;
  if (missing !== 0n) {
    const assets = worthOf(missing < 0n ? -missing : missing, state);
    return sharesUnexplained(fromBlock, to, missing < 0n ? -assets : assets);
  }
  if (lacksRequest && lacksClaim) {
    return logsMissing(fromBlock, to);
  }
  if (lacksClaim) {
    return claimMissing(fromBlock, to);
  }
  return lacksRequest || ledger.lacksRequest || requests.some(({ logged }) => logged === null)
    ? requestMissing(fromBlock, to)
    : null;
}

/** How the pool came to what it is, and its totals in the blocks in which artMETIS moved; `null` for what is not known. */
async function readPool(
  context: PoolContext,
  coming: Promise<PoolRecord>,
  blocks: readonly number[],
): Promise<{ readonly record: PoolRecord | null; readonly totals: ReadonlyMap<number, Totals> | null }> {
  const record = await coming.catch((error: unknown) => {
    if (isStakingError(error, 'CHAIN_UNAVAILABLE')) {
      return null;
    }
    throw error;
  });
  const totals = blocks.length === 0 ? new Map<number, Totals>() : record && (await totalsAt(context, record, blocks));
  return { record, totals };
}

/** What the next harvest adds to a stake. */
function pendingOf(shares: Shares, state: ArtemisState): bigint {
  return worthOf(shares, afterHarvest(state)) - worthOf(shares, state);
}

/**
 * Reads what an account has in Artemis: the newest block, the state with the first requests, and the account's logs side by
 * side; then, where there are any, more requests, times, and what artMETIS was worth that moved between accounts.
 * @throws StakingError CHAIN_UNAVAILABLE or CHAIN_INCONSISTENT.
 */
export async function readArtemisPosition(
  context: PoolContext,
  account: Address,
  options: Reading = {},
): Promise<ArtemisPosition> {
  return withOwnSignal(options.signal, async ({ signal }) => read(context, account, { ...options, signal }));
}

async function read(
  context: PoolContext,
  account: Address,
  options: Reading & { readonly signal: AbortSignal },
): Promise<ArtemisPosition> {
  const { request, network, pool, store } = context;
  const { signal, clock, onProgress, fresh = false } = options;
  const coming = readViewBlock(request, options.minBlock);
  coming.catch(() => undefined);
  const filters = accountFilters(context, [account]);
  const key = storeKey(context, account, 'logs');
  const place = { store, key, filters, fromBlock: pool.deployBlock, reorgDepth: network.reorgDepth };
  const logging = readWitnessedLogs(
    request,
    { ...place, to: fresh ? await coming : coming, options: { signal, clock, onProgress, fresh, mayLackOld: true } },
    noWitnesses(filters),
  );
  logging.catch(() => undefined);
  const recordOf = beginPoolRecord(context, coming, signal);
  const batch = new ReadBatch(network.multicall3);
  const pendingState = addArtemisState(batch, context);
  const held = batch.add(artemisOn(network).token, artemisAbi, 'balanceOf', [account], ([value]) => value as bigint);
  const balance = batch.addBalance(account);
  const requests = new RequestReader(context, account);
  requests.ask(batch);
  batch.askAtNewest(request);
  const block = await coming;
  const [logs] = await Promise.all([logging, batch.run(request, block)]);
  const state = pendingState.read(block);
  const events = decodeArtemisEvents(logs.logs);

  const second = new ReadBatch(network.multicall3);
  requests.askRest(second);
  const hashes = new BlockHashes();
  hashes.ask(second, unsettledBlocks(logs.fresh, block, network.reorgDepth));
  const [{ record, totals }, timestamps] = await Promise.all([
    readPool(context, recordOf(state), moveBlocks(account, events)),
    options.withEntryTimes === true
      ? readLogTimes(
          request,
          events.map(({ log }) => log),
          { kept: store && { store, key: storeKey(context, account, 'times') }, newest: block },
        )
      : new Map<number, Seconds>(),
    second.run(request, block),
  ]);
  hashes.check(logs.fresh, block);
  const shares = held.value();
  const ledger = buildArtemisLedger(account, events, totals);
  const matched = matchRequests(requests.read(), ledger.open);
  const lacking = gapOf(pool.deployBlock, state, shares, ledger, matched);
  if (lacking && !fresh && store) {
    return read(context, account, { ...options, fresh: true });
  }
  // Logs that agree with the account may be those of a node that has lost old ones: the pool's own show that it has not.
  const span = [pool.deployBlock, block.number] as const;
  const { keptFrom } = logs;
  const isOld = keptFrom !== null && keptFrom > pool.deployBlock;
  const unproven = isOld
    ? oldLogsMissing(pool.deployBlock, keptFrom)
    : record?.hasAllShares
      ? null
      : totalsUnproven(...span);
  if (!lacking && !unproven) {
    await logs.prove();
  }
  const [staked, paidOut] = [
    sumOf(ledger.movements, ['stake', 'received']),
    sumOf(ledger.movements, ['claimed', 'sent']),
  ];
  const gap = lacking ?? unproven ?? (staked === null || paidOut === null ? totalsUnproven(...span) : null);
  const exits: readonly Exit[] = toExits(account, state, matched.requests);
  const exitingAssets = exits.reduce((sum, { totalAssets }) => sum + totalAssets, 0n);
  const assets = worthOf(shares, state);
  return {
    ...{ account, state, shares, assets, exits, exitingAssets, ledger, events, timestamps, gap },
    sharesByLogs: ledger.expectedShares,
    balance: balance.value(),
    isBlocked: false,
    claimableWithReport: [],
    staked: staked ?? sumOf(ledger.movements, ['stake']) ?? 0n,
    paidOut: paidOut ?? sumOf(ledger.movements, ['claimed']) ?? 0n,
    lifetimeRewards: gap || staked === null || paidOut === null ? null : assets + exitingAssets + paidOut - staked,
    pendingRewards: pendingOf(shares, state),
  };
}
