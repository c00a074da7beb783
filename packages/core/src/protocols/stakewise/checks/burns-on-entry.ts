import { isPool } from '../../../insight/facts';
import type { VaultFacts } from '../insight/facts';

/** The vault burns the shares of an exit on entry, and the product does not follow such exits. */
export type BurnsOnEntry = {
  readonly id: 'burns-on-entry';
  readonly severity: 'warning';
  readonly action: 'stake' | 'exit';
};

/** An exit from a vault that burns its shares on entry, or a stake in one: the exit could be neither shown nor claimed. */
export function checkBurnsOnEntry(facts: Pick<VaultFacts, 'followsExits' | 'calls' | 'kind'>): BurnsOnEntry | null {
  const { followsExits, calls } = facts;
  const action = calls.some(({ call }) => call.kind === 'exit') ? 'exit' : 'stake';
  return isPool(facts) && !followsExits ? { id: 'burns-on-entry', severity: 'warning', action } : null;
}
