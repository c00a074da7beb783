import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** The account asks for another exit while earlier ones are open. */
export function checkOpenExit(facts: Pick<Facts, 'calls' | 'openExits' | 'standing'>): Finding | null {
  const { calls, openExits } = facts;
  return isVault(facts) && openExits !== null && openExits > 0 && calls.some(({ call }) => call.kind === 'exit')
    ? { id: 'open-exit', severity: 'note', count: openExits }
    : null;
}
