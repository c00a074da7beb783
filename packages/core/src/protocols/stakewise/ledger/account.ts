import { withOwnSignal } from '../../../chain/abort';
import { readViewBlock } from '../../../chain/block';
import { BlockHashes, unsettledBlocks } from '../../../chain/block-hashes';
import { readLogTimes } from '../../../chain/block-times';
import { ReadBatch } from '../../../chain/read-batch';
import { isStakingError, StakingError } from '../../../errors';
import { keepLook, noLook, readLastLook } from '../exit-queue/exit-memory';
import type { ExitTicket, QueuedExit } from '../exit-queue/exit-queue';
import { ExitReader, type ExitPlace } from '../exit-queue/exit-reader';
import { vaultInterface } from '../vault/abi';
import {
  mayBurnOnEntry,
  readBurnedExits,
  readBurnsOnEntry,
  type AccountBurnedExits,
} from '../exit-queue/burning-queue';
import { estimateExit } from '../exit-queue/exit-estimate';
import { readClaimDelay } from '../exit-queue/claim-delay';
import { storeKey, type PoolContext } from '../../../networks/context';
import type { PoolEvent } from '../vault/events';
import { readAfterReport, type AfterReport } from '../exit-queue/exits-after-report';
import { readHarvestParams } from '../harvest/harvest';
import { worthOf } from '../vault/holding-after';
import { QueueCheck, readRememberedServed } from '../exit-queue/queue-check';
import { sharesToAssets } from '../vault/share-maths';
import { addVaultState, type VaultState } from '../vault/state';
import { isSameAddress, type Address, type Seconds, type Shares, type Wei } from '../../../units';
import { beginAccountEvents, type AccountLogOptions } from './account-events';
import { checkpointsAfter, gapAtBirth, gapInQueue, indexAmong, type ServedTickets } from '../exit-queue/queue-record';
import {
  claimMissing,
  exitsNotFollowed,
  requestMissing,
  sharesUnexplained,
  type HistoryGap,
} from '../../../staking/history-gap';
import { buildLedger, lifetimeRewards, type Ledger } from './ledger';
import type { ClaimDelay, Exit } from '../../../staking/exit';
import type { Position, PositionOptions } from '../../../staking/position';

/** What an account has in a vault, with the logs that tell it. */
export type AccountView = Omit<Position<VaultState>, 'exits' | 'claimableWithReport'> & {
  readonly exits: readonly AccountExit[];
  readonly claimableWithReport: readonly AccountExit[];
  readonly ledger: Ledger;
  /** Every event of the vault that concerns the account, in chain order. */
  readonly events: readonly PoolEvent[];
  /** Tickets of the queue that the pool has served, as its checkpoints tell. */
  readonly servedTickets: Shares;
  /** Times of the blocks of all events of the account, where they were asked for, else of its open exits at least. */
  readonly timestamps: ReadonlyMap<number, Seconds>;
  /** How long the pool makes exits wait, as far as its claims tell. */
  readonly claimDelay: ClaimDelay;
};

/** An open exit with when it can be claimed. */
export type AccountExit = QueuedExit & Exit;

/** Which parts of the view to read besides the position, and how its logs are kept. */
export type AccountViewOptions = AccountLogOptions & PositionOptions;

/** What the logs lack when they do not add up to what the vault counts, in ETH at its present price; `null` when they do. */
function gapInSums(
  fromBlock: number,
  state: VaultState,
  { expectedShares, lacksRequest }: Ledger,
  shares: Shares,
  exits: readonly QueuedExit[],
): HistoryGap | null {
  const missing = shares - expectedShares;
  if (missing !== 0n) {
    const assets = sharesToAssets(missing < 0n ? -missing : missing, state);
    return sharesUnexplained(fromBlock, state.block.number, missing < 0n ? -assets : assets);
  }
  if (exits.some(({ isKnown }) => !isKnown)) {
    return claimMissing(fromBlock, state.block.number);
  }
  return lacksRequest ? requestMissing(fromBlock, state.block.number) : null;
}

/**
 * The account's exits in a pool that burns their shares on entry; `null` in any other. Their logs show such code, and where
 * the account has none, a simulated entry does.
 */
async function readBurned(
  context: PoolContext,
  state: VaultState,
  account: Address,
  options: AccountLogOptions,
): Promise<AccountBurnedExits | null> {
  if (!mayBurnOnEntry(state)) {
    return null;
  }
  const burned = await readBurnedExits(context, state, account, options);
  const isSeen = burned.owned.count + burned.received.count > 0;
  return isSeen || (await readBurnsOnEntry(context, state)) ? burned : null;
}

/** What a ledger explains when the exits are counted as well that burned their shares: neither they nor claims of them are in it. */
function less(ledger: Ledger, { owned, received }: AccountBurnedExits): Ledger {
  return {
    ...ledger,
    expectedShares: ledger.expectedShares - owned.shares,
    lacksRequest: ledger.lacksRequest && received.count === 0,
  };
}

/** What the newest report makes of an account's stake and exits; `null` where none waits, or its proof cannot be had. */
async function readReport(
  context: PoolContext,
  state: VaultState,
  account: Address,
  exits: readonly QueuedExit[],
): Promise<AfterReport | null> {
  try {
    return await readAfterReport(context, state, await readHarvestParams(context, state), account, exits);
  } catch (error) {
    if (isStakingError(error, 'HARVEST_PROOF_UNAVAILABLE', 'CHAIN_INCONSISTENT')) {
      return null;
    }
    throw error;
  }
}

/** Value of the exits that an account owns, in wei. */
function ownedAssets(account: Address, exits: readonly QueuedExit[]): Wei {
  return exits.reduce((sum, { owner, totalAssets }) => (isSameAddress(owner, account) ? sum + totalAssets : sum), 0n);
}

/** A time that was read. */
function timeOf(timestamps: ReadonlyMap<number, Seconds>, block: number): Seconds {
  const time = timestamps.get(block);
  if (time === undefined) {
    throw new StakingError('CHAIN_INCONSISTENT', { kind: 'no-time-of-block', blockNumber: block });
  }
  return time;
}

/**
 * Where exits stand as the logs tell: in which block they were asked for, if the node gives its time, and which checkpoint
 * serves their ticket.
 * @param indexOf the index of a ticket that was read, if it was.
 */
function guessPlaces(
  tickets: readonly ExitTicket[],
  events: readonly PoolEvent[],
  places: readonly ServedTickets[],
  indexOf: (ticket: bigint) => bigint | undefined,
): ExitPlace[] {
  const times = new Map(events.map(({ log }) => [log.blockNumber, log.blockTimestamp]));
  return tickets.flatMap((ticket) => {
    const requestedAt = times.get(ticket.requestedInBlock);
    const queueIndex = indexOf(ticket.ticket) ?? indexAmong(places, ticket.ticket);
    return requestedAt === undefined || queueIndex === undefined ? [] : [{ ...ticket, requestedAt, queueIndex }];
  });
}

/**
 * Reads an account's view in two steps. First the newest block, and beside it the state, the logs and what the last look
 * knew of exits, all at whatever block is the newest; an answer counts where it proves to be of that block. Then, at the
 * block, what comes of the logs: the times and places of exits, their amounts and claims. A second look finds nothing new
 * to ask most of the time, and takes one step.
 * The rewards are shown only when the shares that the logs explain are the shares that the vault counts.
 * @throws StakingError CHAIN_UNAVAILABLE or CHAIN_INCONSISTENT.
 */
export async function readAccountView(
  context: PoolContext,
  account: Address,
  options: AccountViewOptions = {},
): Promise<AccountView> {
  return withOwnSignal(options.signal, async ({ signal }) => readView(context, account, { ...options, signal }));
}

async function readView(context: PoolContext, account: Address, options: AccountViewOptions): Promise<AccountView> {
  const { request, network, pool, store } = context;
  const isAgain = options.fromEach === true;
  const coming = readViewBlock(request, options.minBlock);
  // Both are awaited once the rest is asked.
  coming.catch(() => undefined);
  const comingEvents = beginAccountEvents(context, account, isAgain ? await coming : coming, options);
  comingEvents.catch(() => undefined);
  const [before, served] = await Promise.all([
    options.fresh ? noLook : readLastLook(context, account),
    readRememberedServed(context),
  ]);
  const batch = new ReadBatch(network.multicall3);
  const pendingState = addVaultState(batch, context);
  const accountShares = batch.add(pool.address, vaultInterface, 'getShares', [account], ([value]) => value as bigint);
  const isBlocked = batch.add(
    pool.address,
    vaultInterface,
    'blockedAccounts',
    [account],
    ([value]) => value as boolean,
  );
  const balance = batch.addBalance(account);
  const exitReader = new ExitReader(context);
  exitReader.ask(batch, before.exits);
  const queueCheck = new QueueCheck(context, served);
  queueCheck.ask(batch, served);
  const blockHashes = new BlockHashes();
  blockHashes.ask(batch, before.blocks);
  if (!isAgain) {
    batch.askAtNewest(request);
    exitReader.simulateAtNewest(before.exits);
  }
  const block = await coming;
  const isRead = await batch.isOfNewest(block);
  const reading = batch.run(request, block);
  reading.catch(() => undefined);
  const implementation = reading.then(() => pendingState.read(block).implementation);
  const delay = readClaimDelay(context, block, implementation, {
    signal: options.signal,
    clock: options.clock,
  });
  // It may wait for headers, and is awaited last: until then a failure of it is nobody's.
  delay.catch(() => undefined);
  const [{ events, fresh, before: recordBefore, proof }] = await Promise.all([
    comingEvents,
    isRead && exitReader.takeNewestClaims(),
  ]);
  proof.catch(() => undefined);
  const ledger = buildLedger(account, events);
  const tickets = [...ledger.ownedExits, ...ledger.receivedExits.filter(({ owner }) => !isSameAddress(owner, account))];
  const open = new Set(tickets.map(({ requestedInBlock }) => requestedInBlock));
  const timed = events.filter(({ log }) => options.withEntryTimes === true || open.has(log.blockNumber));

  const second = new ReadBatch(network.multicall3);
  const places = checkpointsAfter(recordBefore, fresh);
  const indexOf = (ticket: bigint): bigint | undefined => (isRead ? exitReader.indexOf(ticket) : undefined);
  exitReader.ask(second, guessPlaces(tickets, events, places, indexOf));
  blockHashes.ask(second, unsettledBlocks(fresh, block, network.reorgDepth));
  if (isRead && pendingState.read(block).queue.totalTickets === null) {
    queueCheck.ask(second, places.at(-1));
  }
  const [timestamps, { record, keptFrom, provenTo, prove, fresh: allFresh }] = await Promise.all([
    readLogTimes(
      request,
      timed.map(({ log }) => log),
      { kept: store && { store, key: storeKey(context, account, 'times') }, newest: block },
    ),
    proof,
    reading,
    second.run(request, block),
    exitReader.simulate(tickets, block),
  ]);
  blockHashes.check(allFresh, block);
  const state = pendingState.read(block);
  const shares = accountShares.value();
  const dated = tickets.map((ticket) => ({ ...ticket, requestedAt: timeOf(timestamps, ticket.requestedInBlock) }));
  const [exits, isServed] = await Promise.all([
    exitReader.read(dated, state),
    queueCheck.holds({ checkpoints: record.checkpoints, served: BigInt(record.served) }, state.queue, block),
  ]);

  const exitingAssets = ownedAssets(account, exits);
  const assets = sharesToAssets(shares, state);
  // What was proven before lacks nothing, whatever this node does.
  const since = provenTo === null ? pool.deployBlock : provenTo + 1;
  // What proves the rewards: nobody's exit is missing, and the account's own logs explain its shares and exits.
  const unproven =
    gapInSums(since, state, ledger, shares, exits) ?? gapInQueue(pool.deployBlock, since, state, record, isServed);
  // The pool's own first stake is missed by its own sums.
  const atBirth = isSameAddress(account, pool.address) ? null : gapAtBirth(pool.deployBlock, state, record, keptFrom);
  const found = atBirth ?? unproven;
  const burned = found && (await readBurned(context, state, account, options));
  // Only what the code's own exits do not explain is laid to the logs.
  const lacking = burned ? (atBirth ?? gapInSums(since, state, less(ledger, burned), shares, exits)) : found;
  const gap = lacking ?? (burned && exitsNotFollowed(pool.deployBlock, block.number, burned.owned.assets));
  if (lacking && !options.fromEach) {
    // Logs that lack something came from a node that left some out. What one answer lacks may be in another, so they are
    // read anew, once: behind those that were proven, and where that does not help, all of them.
    const again = { ...options, fromEach: true };
    const behind = provenTo === null ? null : await readView(context, account, { ...again, fromProven: true });
    if (behind?.gap === null) {
      return behind;
    }
    const anew = await readView(context, account, { ...again, fresh: true });
    return behind && anew.gap ? behind : anew;
  }
  if (gap === null) {
    await prove();
  }
  const now = exits.map((exit) => ({ ...exit, isPaid: exit.status === 'claimable' }));
  await keepLook(context, account, before, {
    exits: now,
    blocks: unsettledBlocks(allFresh, block, network.reorgDepth),
  });
  const isOpen = options.withPending === true && state.harvest.canHarvest;
  const after = isOpen ? await readReport(context, state, account, exits) : null;
  const valueAfter = after && worthOf(after.stake) + ownedAssets(account, after.exits);
  const none = options.withPending && !isOpen ? 0n : null;
  const claimDelay = await delay;
  const withEstimate = (exit: QueuedExit): AccountExit => ({
    ...exit,
    estimate: estimateExit(exit, state, claimDelay),
  });
  return {
    account,
    state,
    shares,
    sharesByLogs: ledger.expectedShares,
    assets,
    balance: balance.value(),
    isBlocked: isBlocked.value(),
    // What the vault does not know was claimed, whatever the logs say.
    exits: exits.filter(({ isKnown }) => isKnown).map(withEstimate),
    staked: ledger.staked,
    paidOut: ledger.paidOut,
    ledger,
    events,
    exitingAssets,
    lifetimeRewards: unproven ? null : lifetimeRewards(ledger, assets, exitingAssets),
    gap,
    // What the report does to an exit whose log is missing is not known.
    pendingRewards: valueAfter === null ? none : unproven ? null : valueAfter - assets - exitingAssets,
    claimableWithReport: after?.exits.filter(({ needsReport }) => needsReport).map(withEstimate) ?? [],
    servedTickets: BigInt(record.served),
    timestamps,
    claimDelay,
  };
}
