import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/**
 * The simulation at the newest block ends in a revert, or that of a gift in a batch does. While other transactions of the
 * account wait to be mined before this one, what it rests on may still change: then it is a warning only.
 */
export function checkRevert(
  facts: Pick<Facts, 'claimFault' | 'refusedGifts' | 'simulation' | 'standing' | 'hasPending'>,
): Finding | null {
  const { claimFault, refusedGifts, simulation, hasPending } = facts;
  const isPart = refusedGifts.size > 0;
  const reason = simulation?.goesThrough === false ? simulation.reason : [...refusedGifts.values()][0];
  return isVault(facts) && reason
    ? { id: 'would-revert', severity: hasPending ? 'warning' : 'critical', reason, isPart, claimFault }
    : null;
}
