import type { Wei } from '../../../../units';
import type { EnkiFacts } from '../facts';

export type UnfundedTicket = { readonly id: 'unfunded-ticket'; readonly severity: 'warning'; readonly missing: Wei };

/** A ticket is claimed for which the queue has not enough METIS: the claim fails, and works once there is some. */
export function checkUnfundedTicket({
  calls,
  pool,
  tickets = new Map(),
}: Pick<EnkiFacts, 'calls' | 'pool'> & Partial<Pick<EnkiFacts, 'tickets'>>): UnfundedTicket | null {
  const claimed = calls.reduce((sum, { call }) => {
    const ticket = call.kind === 'claim' ? tickets.get(call.ticket) : undefined;
    return ticket && !ticket.isRedeemed ? sum + ticket.amount : sum;
  }, 0n);
  const missing = pool ? claimed - pool.state.queueBalance : 0n;
  return missing > 0n ? { id: 'unfunded-ticket', severity: 'warning', missing } : null;
}
