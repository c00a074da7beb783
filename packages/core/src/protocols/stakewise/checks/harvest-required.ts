import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** The pool is two reports behind, so that it refuses stakes, and this transaction brings none in. */
export function checkHarvestRequired(facts: Pick<Facts, 'calls' | 'standing' | 'vault'>): Finding | null {
  const { calls, vault } = facts;
  return isVault(facts) &&
    vault?.state.harvest.isRequired === true &&
    calls.some(({ call }) => call.kind === 'stake' && call.reportRoot === null) &&
    !calls.some(({ call }) => call.kind === 'update')
    ? { id: 'harvest-required', severity: 'warning' }
    : null;
}
