import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** An exit from a vault that burns its shares on entry, or a stake in one: the exit could be neither shown nor claimed. */
export function checkBurnsOnEntry(facts: Pick<Facts, 'burnsOnEntry' | 'calls' | 'standing'>): Finding | null {
  const { burnsOnEntry, calls } = facts;
  const action = calls.some(({ call }) => call.kind === 'exit') ? 'exit' : 'stake';
  return isVault(facts) && burnsOnEntry ? { id: 'burns-on-entry', severity: 'warning', action } : null;
}
