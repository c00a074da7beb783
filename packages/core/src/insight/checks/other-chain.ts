import type { Facts } from '../facts';
import type { PoolOnNetwork } from '../../networks/index';

export type OtherChain = { readonly id: 'other-chain'; readonly severity: 'critical'; readonly of: PoolOnNetwork };

/** The address of a known pool on a chain where it is none: whatever is there, if anything, is not the pool. */
export function checkOtherChain({ concerns }: Pick<Facts, 'concerns'>): OtherChain | null {
  for (const { concern } of concerns.parts) {
    if (concern.kind === 'other-chain') {
      return { id: 'other-chain', severity: 'critical', of: concern.of };
    }
  }
  return null;
}
