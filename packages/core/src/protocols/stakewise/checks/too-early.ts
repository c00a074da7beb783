import { isPool } from '../../../insight/facts';
import { claimDelayAt, isEarlyError } from '../exit-queue/exit-estimate';
import type { VaultFacts } from '../insight/facts';
import type { Seconds } from '../../../units';

export type TooEarly = { readonly id: 'too-early'; readonly severity: 'warning'; readonly worksBy: Seconds };

/** A claim within the waiting time after its request, which only time cures: it works by then, if ETH is set aside. */
export function checkTooEarly(
  facts: Pick<VaultFacts, 'calls' | 'kind' | 'simulation' | 'pool' | 'claimDelay'>,
): TooEarly | null {
  const { calls, simulation, pool, claimDelay } = facts;
  if (!isPool(facts) || simulation?.goesThrough !== false || !pool) {
    return null;
  }
  const now = pool.state.block.timestamp;
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
