import type { StakingCall } from '../../../staking/call';
import type { ClaimFault } from '../../../insight/facts';
import type { ExitsRead } from './read-exits';
import type { VaultAnswer } from './read-vault';

/** A time in seconds is below this until the year 5138; one in milliseconds is above it since 1973. */
const earliestMilliseconds = 10n ** 11n;

/**
 * Why the vault does not know an exit that is claimed; `null` where it knows all of them, or the reason is not known. A
 * vault finds an exit by the account that claims, its ticket and its time together, and tells nothing of one that differs.
 */
export function claimFaultOf(
  calls: readonly StakingCall[],
  answer: VaultAnswer | null,
  exits: ExitsRead | null,
): ClaimFault | null {
  for (const call of calls) {
    if (call.kind === 'claim' && answer?.claimed.get(call)?.exists === false) {
      if (BigInt(call.requestedAt) >= earliestMilliseconds) {
        return 'milliseconds';
      }
      if (exits) {
        return exits.tickets.has(call.ticket) ? 'claimed-before' : 'not-yours';
      }
    }
  }
  return null;
}
