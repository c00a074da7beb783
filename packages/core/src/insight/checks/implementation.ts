import { isPool, type Facts } from '../facts';
import { isSameAddress, type Address } from '../../units';

export type ImplementationChanged = {
  readonly id: 'implementation-changed';
  readonly severity: 'note';
  readonly implementation: Address;
};

/** The pool runs other code than when the person last had to do with it. */
export function checkImplementation(facts: Pick<Facts, 'earlier' | 'kind' | 'pool'>): ImplementationChanged | null {
  const before = facts.earlier?.implementation ?? null;
  const implementation = facts.pool?.state.implementation ?? null;
  return isPool(facts) && before !== null && implementation !== null && !isSameAddress(before, implementation)
    ? { id: 'implementation-changed', severity: 'note', implementation }
    : null;
}
