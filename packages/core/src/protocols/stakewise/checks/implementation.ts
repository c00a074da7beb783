import { isSameAddress } from '../../../units';
import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** The pool runs other code than when the person last had to do with it. */
export function checkImplementation(facts: Pick<Facts, 'earlier' | 'standing' | 'vault'>): Finding | null {
  const before = facts.earlier?.implementation ?? null;
  const implementation = facts.vault?.state.implementation ?? null;
  return isVault(facts) && before !== null && implementation !== null && !isSameAddress(before, implementation)
    ? { id: 'implementation-changed', severity: 'note', implementation }
    : null;
}
