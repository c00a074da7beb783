import { longestClaimDelay } from '../../pool/claim-delay';
import { isVault, type Facts } from '../facts';
import type { Finding } from '../findings';

/** A claim within the waiting time after its request, which only time cures: it works by then, if ETH is set aside. */
export function checkTooEarly(facts: Pick<Facts, 'calls' | 'standing' | 'simulation' | 'vault'>): Finding | null {
  const { calls, simulation, vault } = facts;
  if (!isVault(facts) || simulation?.goesThrough !== false || !vault) {
    return null;
  }
  const now = vault.state.block.timestamp;
  const times = calls.flatMap(({ call, assets }) => {
    const isFunded = simulation.reason.name === 'ClaimTooEarly' || (assets !== null && assets > 0n);
    return call.kind === 'claim' && isFunded && call.requestedAt <= now && now < call.requestedAt + longestClaimDelay
      ? [call.requestedAt + longestClaimDelay]
      : [];
  });
  return times.length > 0 ? { id: 'too-early', severity: 'warning', worksBy: Math.max(...times) } : null;
}
