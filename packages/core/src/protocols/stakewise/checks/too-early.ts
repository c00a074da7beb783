import { claimDelayAt, isEarlyError } from '../exit-queue/exit-estimate';
import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** A claim within the waiting time after its request, which only time cures: it works by then, if ETH is set aside. */
export function checkTooEarly(
  facts: Pick<Facts, 'calls' | 'standing' | 'simulation' | 'vault' | 'claimDelay'>,
): Finding | null {
  const { calls, simulation, vault, claimDelay } = facts;
  if (!isVault(facts) || simulation?.goesThrough !== false || !vault) {
    return null;
  }
  const now = vault.state.block.timestamp;
  const { name } = simulation.reason;
  const times = calls.flatMap(({ call, assets }) => {
    const isFunded = name === 'ClaimTooEarly' || (assets !== null && assets > 0n);
    if (call.kind !== 'claim' || !isFunded || call.requestedAt > now) {
      return [];
    }
    const waitOver = call.requestedAt + claimDelayAt(now - call.requestedAt, isEarlyError(name), claimDelay).seconds;
    return now < waitOver ? [waitOver] : [];
  });
  return times.length > 0 ? { id: 'too-early', severity: 'warning', worksBy: Math.max(...times) } : null;
}
