import type { Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** The address of a known pool on a chain where it is none: whatever is there, if anything, is not the pool. */
export function checkOtherChain({ concerns }: Pick<Facts, 'concerns'>): Finding | null {
  for (const { concern } of concerns.parts) {
    if (concern.kind === 'other-chain') {
      return { id: 'other-chain', severity: 'critical', of: concern.of };
    }
  }
  return null;
}
