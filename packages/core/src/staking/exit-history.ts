import type { Wei } from '../units';
import type { Entry } from './entry';

/** What movements tell of an exit: how it began, what it paid, and how it ended otherwise. */
export type ExitHistory = {
  readonly id: bigint;
  /** By which the account asked for it, or got it from another; `null` where that is not among the movements. */
  readonly begun: Entry | null;
  /** Claims of it, the oldest first: more than one where the pool paid it in parts. */
  readonly payments: readonly Entry[];
  /** By which it was taken back, or went to another account; `null`: it was not. */
  readonly left: Entry | null;
};

/** What an exit has paid, in the smallest unit; `null` where the chain does not tell the amount of a payment. */
export function paidBy({ payments }: Pick<ExitHistory, 'payments'>): Wei | null {
  return payments.reduce<Wei | null>((sum, { assets }) => (sum === null || assets === null ? null : sum + assets), 0n);
}

/**
 * The exits that movements tell of, in the order in which they began: open ones, and those that are over.
 * @param entries in the order of the chain. Those that name no exit are left out.
 */
export function exitHistories(entries: readonly Entry[]): ExitHistory[] {
  const histories = new Map<bigint, ExitHistory>();
  for (const entry of entries) {
    if (entry.exit !== undefined) {
      const { exit: id, type } = entry;
      const history = histories.get(id) ?? { id, begun: null, payments: [], left: null };
      histories.set(
        id,
        type === 'claimed'
          ? { ...history, payments: [...history.payments, entry] }
          : type === 'exit-cancelled' || type === 'sent'
            ? { ...history, left: entry }
            : // What comes back to the account is its own once more.
              { ...history, begun: history.begun ?? entry, left: null },
      );
    }
  }
  return [...histories.values()];
}
