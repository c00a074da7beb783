import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** A claim that goes through and pays nothing: version 1 lets such a claim succeed, and the person pays the gas for it. */
export function checkPaysNothing(
  facts: Pick<Facts, 'calls' | 'claimFault' | 'standing' | 'simulation'>,
): Finding | null {
  const { calls, claimFault, simulation } = facts;
  return isVault(facts) &&
    simulation?.goesThrough === true &&
    calls.some(({ call, assets }) => call.kind === 'claim' && assets === 0n)
    ? { id: 'pays-nothing', severity: 'warning', claimFault }
    : null;
}
