import { isPool, type ClaimFault, type Facts } from '../facts';
import type { RevertReason } from '../../staking/revert';

/** A warning while other transactions of the account wait: they may change what it rests on. */
export type WouldRevert = {
  readonly id: 'would-revert';
  readonly severity: 'critical' | 'warning';
  readonly reason: RevertReason;
  /** Only a call of a batch was simulated, which fails with it or goes on without it. */
  readonly isPart: boolean;
  /** Why a claim in it finds no exit, which tells more than the reason; `null` for anything else. */
  readonly claimFault: ClaimFault | null;
};

/**
 * The simulation at the newest block ends in a revert, or that of a gift in a batch does. While other transactions of the
 * account wait to be mined before this one, what it rests on may still change: then it is a warning only.
 */
export function checkRevert(
  facts: Pick<Facts, 'claimFault' | 'refusedGifts' | 'simulation' | 'kind' | 'hasPending'>,
): WouldRevert | null {
  const { claimFault, refusedGifts, simulation, hasPending } = facts;
  const isPart = refusedGifts.size > 0;
  const reason = simulation?.goesThrough === false ? simulation.reason : [...refusedGifts.values()][0];
  return isPool(facts) && reason
    ? { id: 'would-revert', severity: hasPending ? 'warning' : 'critical', reason, isPart, claimFault }
    : null;
}
