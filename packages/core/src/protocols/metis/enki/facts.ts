import type { Facts } from '../../../insight/facts';
import type { EnkiAccount, EnkiState } from './state';
import type { TicketInfo } from './tickets';

/** What is read of ENKI alone. */
export type EnkiFacts = Facts<EnkiState> & {
  readonly own: EnkiAccount | null;
  /** Tickets that calls name. */
  readonly tickets: ReadonlyMap<bigint, TicketInfo>;
};
