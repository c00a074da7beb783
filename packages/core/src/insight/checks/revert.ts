import { isVault, type Facts } from '../facts';
import type { Finding } from '../findings';

/**
 * The simulation at the newest block ends in a revert. While other transactions of the account wait to be mined before
 * this one, what it rests on may still change: then it is a warning only.
 */
export function checkRevert(
  facts: Pick<Facts, 'claimFault' | 'simulation' | 'standing' | 'hasPending'>,
): Finding | null {
  const { claimFault, simulation, hasPending } = facts;
  return isVault(facts) && simulation?.goesThrough === false
    ? { id: 'would-revert', severity: hasPending ? 'warning' : 'critical', reason: simulation.reason, claimFault }
    : null;
}
