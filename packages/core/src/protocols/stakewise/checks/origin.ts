import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** The request comes from another site than all stakes that the person made through this wallet. */
export function checkOrigin(facts: Pick<Facts, 'earlier' | 'origin' | 'standing'>): Finding | null {
  const { earlier, origin } = facts;
  return isVault(facts) && origin !== null && earlier && earlier.origins.length > 0 && !earlier.origins.includes(origin)
    ? { id: 'other-origin', severity: 'warning', origin, known: earlier.origins }
    : null;
}
