import {
  burningQueueInterface,
  decodeChange,
  decodeEvent,
  decodeValidatorEvent,
  leftBy,
  moveOf,
  openedBy,
  startOfPeriod,
  validatorAfter,
  type ExitTicket,
  type Log,
  type PoolEvent,
  type RegisteredValidator,
  type Seconds,
} from '@pooled-staking/core';
import { toRow } from './event-row';
import { emptyPool, faultOf, poolAfter } from './pool-ledger';
import type { BooksStore, DayRow, ExitRow, FaultKind, LogPlace, PoolRow, ValidatorRow } from './rows';

/** The exit of a row, as the rules know it. */
export function toTicket({ ticket, exit, shares, owner, receiver, requestedInBlock }: ExitRow): ExitTicket {
  return { id: exit, ticket, shares, owner, receiver, requestedInBlock };
}

/** Writes a row, whether it is there or not. */
async function put(
  store: BooksStore,
  isThere: boolean,
  ...[table, row]: { [Name in 'pool' | 'day' | 'validator']: [Name, Parameters<typeof store.insert<Name>>[1]] }[
    | 'pool'
    | 'day'
    | 'validator']
): Promise<void> {
  await (isThere ? store.update(table, row) : store.insert(table, row));
}

/** Takes in what an event does to a stake. Returns whether it is that of a new member, and whether it is overdrawn by it. */
async function takeMove(
  store: BooksStore,
  event: PoolEvent,
  claimed: ExitTicket | undefined,
): Promise<{ isNew: boolean; isOverdrawn: boolean }> {
  const move = moveOf(event, claimed);
  if (!move) {
    return { isNew: false, isOverdrawn: false };
  }
  const { account, putIn } = move;
  const { blockNumber } = event.log;
  const known = await store.find('member', { account });
  const before = known ?? { account, shares: 0n, staked: 0n, paidOut: 0n, firstBlock: blockNumber };
  const after = {
    ...before,
    shares: before.shares + move.shares,
    staked: before.staked + (putIn > 0n ? putIn : 0n),
    paidOut: before.paidOut - (putIn < 0n ? putIn : 0n),
    lastBlock: blockNumber,
  };
  await (known ? store.update('member', after) : store.insert('member', after));
  return { isNew: !known, isOverdrawn: after.shares < 0n };
}

/** Takes in what an event does to the exit queue. */
async function takeQueue(
  store: BooksStore,
  pool: PoolRow,
  event: PoolEvent,
  time: Seconds,
  claimed: ExitRow | null,
): Promise<void> {
  const { blockNumber, logIndex } = event.log;
  if (event.name === 'CheckpointCreated' && event.shares > 0n) {
    const [fromTicket, toTicket] = [pool.servedTickets, pool.servedTickets + event.shares];
    await store.insert('checkpoint', { blockNumber, logIndex, time, fromTicket, toTicket, assets: event.assets });
  }
  const opened =
    event.name === 'ExitQueueEntered'
      ? openedBy(event)
      : event.name === 'ExitedAssetsClaimed' && claimed
        ? leftBy(event, toTicket(claimed))
        : undefined;
  if (claimed && event.name === 'ExitedAssetsClaimed') {
    await store.update('exit', { ...claimed, closedInBlock: blockNumber, paid: event.assets });
  }
  if (opened) {
    const { id, ...ticket } = opened;
    const requestedAt = claimed?.requestedAt ?? time;
    await store.insert('exit', {
      ...ticket,
      exit: id,
      requestedAt,
      openedInBlock: blockNumber,
      closedInBlock: null,
      paid: null,
    });
  }
}

/** Takes an event into its day. */
async function takeDay(store: BooksStore, before: PoolRow, after: PoolRow, event: PoolEvent): Promise<void> {
  const day = startOfPeriod(after.time, 'day');
  const known = await store.find('day', { day });
  const { totalAssets, totalShares } = after;
  const row: DayRow = {
    day,
    events: (known?.events ?? 0) + 1,
    staked: (known?.staked ?? 0n) + after.staked - before.staked,
    redeemed: (known?.redeemed ?? 0n) + after.redeemed - before.redeemed,
    claimed: (known?.claimed ?? 0n) + after.claimed - before.claimed,
    exitShares: (known?.exitShares ?? 0n) + (event.name === 'ExitQueueEntered' ? event.shares : 0n),
    served: (known?.served ?? 0n) + after.servedAssets - before.servedAssets,
    profit: (known?.profit ?? 0n) + after.profit - before.profit,
    fees: (known?.fees ?? 0n) + (event.name === 'FeeSharesMinted' ? event.assets : 0n),
    totalAssets,
    totalShares,
  };
  await put(store, known !== null, 'day', row);
}

/** Takes an event into the books; see {@link takeLog}. */
export async function takeEvent(store: BooksStore, event: PoolEvent, time: Seconds): Promise<void> {
  const { blockNumber, logIndex, transactionHash } = event.log;
  const known = await store.find('pool', { id: emptyPool.id });
  const before = known ?? emptyPool;
  const found =
    event.name === 'ExitedAssetsClaimed' ? await store.find('exit', { ticket: event.previousTicket }) : null;
  // One that is closed was claimed before: nobody can claim it again.
  const claimedRow = found?.closedInBlock === null ? found : null;
  const claimed = claimedRow ? toTicket(claimedRow) : undefined;
  const { isNew, isOverdrawn } = await takeMove(store, event, claimed);
  await takeQueue(store, before, event, time, claimedRow);
  const fault: FaultKind | null = faultOf(before, event, claimed) ?? (isOverdrawn ? 'overdrawn' : null);
  const after: PoolRow = {
    ...poolAfter(before, event, claimed),
    blockNumber,
    time,
    events: before.events + 1,
    members: before.members + (isNew ? 1 : 0),
    faults: before.faults + (fault ? 1 : 0),
    firstFault: before.firstFault ?? (fault ? blockNumber : null),
  };
  const { totalAssets, totalShares } = after;
  const place = { blockNumber, logIndex, transactionHash, time };
  await store.insert('event', { ...place, name: event.name, ...toRow(event, claimed), totalAssets, totalShares });
  if (fault) {
    await store.insert('fault', { blockNumber, logIndex, time, kind: fault });
  }
  await takeDay(store, before, after, event);
  await put(store, known !== null, 'pool', after);
}

/** The topic of an exit whose shares were burned on entry. */
const burnedExit = burningQueueInterface.topic('V2ExitQueueEntered');

/** Names an exit that no rule follows; see {@link FaultKind}. */
async function takeBurnedExit(store: BooksStore, { blockNumber, logIndex }: Log, time: Seconds): Promise<void> {
  const known = await store.find('pool', { id: emptyPool.id });
  const { faults, firstFault, ...before } = known ?? emptyPool;
  await store.insert('fault', { blockNumber, logIndex, time, kind: 'burned-exit' });
  await put(store, known !== null, 'pool', { ...before, faults: faults + 1, firstFault: firstFault ?? blockNumber });
}

function toValidator({
  leavingInBlock,
  leavingInto,
  publicKey,
  registeredInBlock,
  transactionHash,
  deposited,
}: ValidatorRow): RegisteredValidator {
  const leaving = leavingInBlock === null ? null : { inBlock: leavingInBlock, into: leavingInto };
  return { publicKey, registeredInBlock, transactionHash, deposited, leaving };
}

/**
 * Takes a log of the vault, the Keeper (of this vault alone) or the escrow into the books, in the order of the chain. What
 * the product does not use is left out. One log alone writes what it says; a fault is written down, never thrown.
 * @throws StakingError CHAIN_INCONSISTENT when a log is damaged; what the store throws.
 */
export async function takeLog(store: BooksStore, log: Log, time: Seconds): Promise<void> {
  const event = decodeEvent(log);
  if (event) {
    await takeEvent(store, event, time);
    return;
  }
  if (log.topics[0] === burnedExit) {
    await takeBurnedExit(store, log, time);
    return;
  }
  const validator = decodeValidatorEvent(log);
  if (validator) {
    const known = await store.find('validator', { publicKey: validator.publicKey });
    const after = validatorAfter(validator, known ? toValidator(known) : undefined);
    if (after) {
      const { leaving, ...rest } = after;
      const registeredAt = validator.name === 'registered' ? time : (known?.registeredAt ?? time);
      const row = {
        ...rest,
        registeredAt,
        leavingInBlock: leaving?.inBlock ?? null,
        leavingInto: leaving?.into ?? null,
      };
      await put(store, known !== null, 'validator', row);
    }
    return;
  }
  const change = decodeChange(log);
  if (change) {
    const place: LogPlace = { blockNumber: log.blockNumber, logIndex: log.logIndex };
    await store.insert('change', {
      ...place,
      time,
      transactionHash: log.transactionHash,
      kind: change.name,
      feeBps: 'feeBps' in change ? change.feeBps : null,
      version: 'version' in change ? change.version : null,
      implementation: 'implementation' in change ? change.implementation : null,
    });
  }
}
