import { readViewBlock } from '../../../chain/block';
import { requireChainOf } from '../../../chain/block-hashes';
import { isSameAddress, type Address } from '../../../units';
import { isNatural } from '../../../chain/checks';
import { matcherOf } from '../../../chain/log-filter';
import { mergeLogs } from '../../../chain/log-order';
import { ReadBatch, type Answer } from '../../../chain/read-batch';
import { storeKey, type PoolContext } from '../../../networks/context';
import {
  claimMissing,
  logsMissing,
  sharesUnexplained,
  requestMissing,
  type HistoryGap,
} from '../../../staking/history-gap';
import type { PositionOptions } from '../../../staking/position';
import { findContracts, readKeptContracts } from './contracts';
import { readLogs, readTimes, timeOf } from './movements';
import { evidenceGap, orNull, toPosition, type EnkiPosition } from './position';
import { beginQueueBook } from './queue-book';
import { readEnki } from './state';
import { addTicket, readTicketLedger, ticketFilters, toExit, type TicketInfo } from './tickets';
import { beginVaultBook } from './vault-book';

/** Tickets that the last look found open: asked for beside everything else. */
async function readKeptTickets(context: PoolContext, account: Address): Promise<bigint[]> {
  const kept = await context.store?.read(storeKey(context, account, 'tickets')).catch(() => undefined);
  const { ids } = (kept ?? {}) as { ids?: unknown };
  return Array.isArray(ids) ? ids.filter(isNatural).map(BigInt) : [];
}

/**
 * What an account has of eMETIS, and its tickets. Logs that do not explain what the chain counts are read anew, once.
 * @throws StakingError CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
export async function readEMetisPosition(
  context: PoolContext,
  account: Address,
  options: PositionOptions & { readonly fresh?: boolean } = {},
): Promise<EnkiPosition> {
  const { request, network, pool, store } = context;
  const coming = readViewBlock(request, options.minBlock);
  coming.catch(() => undefined);
  const contracts = (await readKeptContracts(context)) ?? (await findContracts(context, coming));
  const comingLogs = readLogs(context, account, ticketFilters(contracts, [account]), coming, options);
  comingLogs.catch(() => undefined);
  const bookOf = beginVaultBook(context, contracts, coming, { signal: options.signal });
  const ticketsOf = beginQueueBook(context, contracts, coming);
  const guessed = await readKeptTickets(context, account);
  const asked = new Map<bigint, Answer<TicketInfo>>();
  const view = await readEnki(context, coming, account, contracts, (batch, known) => {
    for (const id of guessed) {
      asked.set(id, addTicket(batch, known, id));
    }
  });
  const { state } = view;
  const { logs, fresh, keptFrom, prove } = await comingLogs;
  const infos = new Map<bigint, TicketInfo>();
  const first = readTicketLedger(account, state.contracts, logs, infos);
  const isOther = !isSameAddress(state.contracts.redemptionQueue, contracts.redemptionQueue);
  const wanted = [...new Set([...first.open.keys(), ...first.unknown])];
  const more = new ReadBatch(network.multicall3);
  for (const id of wanted.filter((each) => isOther || !asked.has(each))) {
    asked.set(id, addTicket(more, state.contracts, id));
  }
  const timed = options.withEntryTimes === true ? first.movements.map(({ log }) => log) : [];
  const [times, book, tickets] = await Promise.all([
    readTimes(context, account, [...timed, ...first.open.values()], state.block),
    orNull(bookOf(state)),
    orNull(ticketsOf(state)),
    more.run(request, state.block),
    requireChainOf(request, network, fresh, state.block),
  ]);
  for (const id of wanted) {
    infos.set(id, (asked.get(id) as Answer<TicketInfo>).value());
  }
  // What the queue was called for is told by all of its logs, which prove each other.
  const ofQueue = tickets?.logs.filter(matcherOf(ticketFilters(state.contracts, [account]))) ?? [];
  const ledger = readTicketLedger(account, state.contracts, mergeLogs([logs, ofQueue]), infos);
  const exits = [...ledger.open].flatMap(([id, { blockNumber: block }]) => {
    const info = infos.get(id) as TicketInfo;
    return info.isRedeemed ? [] : [toExit(account, id, info, { block, time: timeOf(times, block) }, state)];
  });
  const missing = view.account.eMetis - ledger.balance;
  const span = [pool.deployBlock, state.block.number] as const;
  const gap: HistoryGap | null =
    missing !== 0n
      ? sharesUnexplained(...span, missing)
      : exits.length < ledger.open.size
        ? claimMissing(...span)
        : ledger.held !== view.account.tickets || !ledger.isWhole
          ? requestMissing(...span)
          : tickets === null
            ? logsMissing(...span)
            : evidenceGap(context, state, keptFrom, book);
  if (gap && tickets && !['totals', 'old-logs'].includes(gap.kind) && !options.fresh && !isOther) {
    return readEMetisPosition(context, account, { ...options, fresh: true });
  }
  if (!gap) {
    await prove();
    const ids = exits.map(({ id }) => Number(id));
    if (String(ids) !== String(guessed)) {
      await store?.write(storeKey(context, account, 'tickets'), { ids }).catch(() => undefined);
    }
  }
  const held = view.account.eMetis;
  return toPosition(account, view, {
    shares: held,
    sharesByLogs: ledger.balance,
    assets: held,
    balance: view.account.metis,
    exits,
    gap,
    times,
    movements: ledger.movements,
  });
}
