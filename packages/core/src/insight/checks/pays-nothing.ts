import { isPool, type ClaimFault, type Facts } from '../facts';

export type PaysNothing = {
  readonly id: 'pays-nothing';
  readonly severity: 'warning';
  readonly claimFault: ClaimFault | null;
};

/** A claim that goes through and pays nothing: version 1 lets such a claim succeed, and the person pays the gas for it. */
export function checkPaysNothing(
  facts: Pick<Facts, 'calls' | 'claimFault' | 'kind' | 'simulation'>,
): PaysNothing | null {
  const { calls, claimFault, simulation } = facts;
  return isPool(facts) &&
    simulation?.goesThrough === true &&
    calls.some(({ call, assets }) => call.kind === 'claim' && assets === 0n)
    ? { id: 'pays-nothing', severity: 'warning', claimFault }
    : null;
}
