import { requireChainOf } from '../../../chain/block-hashes';
import type { Block } from '../../../chain/block';
import type { Log } from '../../../chain/logs';
import type { PoolContext } from '../../../networks/context';
import type { Hex, Seconds, Wei } from '../../../units';
import { queueAbi } from './abi';
import type { Contracts } from './contracts';
import { numberIn, readLogs } from './movements';
import type { EnkiState } from './state';

const enter = queueAbi.topic('EnterRedemptionQueue');
const ends = ['CancelRedemptionTicketNft', 'RedeemRedemptionTicketNft'].map((name) => queueAbi.topic(name));

/** A ticket that was not paid or cancelled: what it is owed, and from when on; one that was speeded up was due at first then. */
export type OpenTicket = { readonly amount: Wei; readonly maturity: Seconds };

/** Tickets that are open, with all of the queue's logs, which show them to be all. */
export type QueueBook = { readonly open: readonly OpenTicket[]; readonly logs: readonly Log[] };

/** Tickets that the queue's logs leave open; `null` where a log is missing: tickets are numbered in one row. */
export function toOpenTickets(logs: readonly Log[]): readonly OpenTicket[] | null {
  const open = new Map<bigint, OpenTicket>();
  let next: bigint | undefined;
  for (const log of logs) {
    const id = BigInt(log.topics[1] ?? 0);
    if (log.topics[0] !== enter) {
      if (!open.delete(id)) {
        return null;
      }
      continue;
    }
    if (next === undefined ? id > 1n : id !== next) {
      return null;
    }
    next = id + 1n;
    open.set(id, { amount: numberIn(log, 0) - numberIn(log, 1), maturity: Number(numberIn(log, 2)) });
  }
  return [...open.values()];
}

/**
 * Begins to read the tickets of the queue, up to the block of a state that may still be asked for; gives what tells those that are
 * open then. What does not come to what the queue owes is read anew, once; `null` where that does not help.
 * @throws StakingError CHAIN_UNAVAILABLE, CHAIN_INCONSISTENT.
 */
export function beginQueueBook(
  context: PoolContext,
  { redemptionQueue: address }: Contracts,
  to: Block | Promise<Block>,
  fresh = false,
): (state: EnkiState) => Promise<QueueBook | null> {
  const topics: readonly Hex[][] = [[enter, ...ends]];
  const coming = readLogs(context, 'queue', [{ address, topics }], to, { fresh });
  // Whoever asks for the tickets hears of a failure.
  coming.catch(() => undefined);
  return async (state) => {
    const { logs, fresh: young, prove } = await coming;
    const open = toOpenTickets(logs);
    if (open?.reduce((sum, { amount }) => sum + amount, 0n) !== state.queueLiabilities) {
      return fresh ? null : beginQueueBook(context, state.contracts, state.block, true)(state);
    }
    await requireChainOf(context.request, context.network, young, state.block);
    await prove();
    return { open, logs };
  };
}
