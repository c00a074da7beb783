import { openPermit, type OpenPermit } from '../../../../insight/checks/open-approval';
import type { EnkiFacts } from '../facts';

/** Somebody may take a ticket, or all that there ever are: whoever holds one is paid. */
export function checkExitApproval({ calls }: Pick<EnkiFacts, 'calls'>): OpenPermit | null {
  for (const { call } of calls) {
    if (call.kind === 'exit-approval' && call.spender !== null) {
      return openPermit(call.spender, false, call.ticket === null, call.ticket === null);
    }
  }
  return null;
}
