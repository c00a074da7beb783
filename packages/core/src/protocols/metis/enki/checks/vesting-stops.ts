import type { Wei } from '../../../../units';
import type { EnkiFacts } from '../facts';

export type VestingStops = { readonly id: 'vesting-stops'; readonly severity: 'warning'; readonly waiting: Wei };

/** All staked ENKI is taken out while eMETIS still vests: without it nothing more comes free. */
export function checkVestingStops({
  calls,
  own = null,
}: Pick<EnkiFacts, 'calls'> & Partial<Pick<EnkiFacts, 'own'>>): VestingStops | null {
  const { total = 0n, claimable = 0n } = own?.vesting ?? {};
  const waiting = total - claimable;
  return waiting > 0n && calls.some(({ call }) => call.kind === 'side-unstake')
    ? { id: 'vesting-stops', severity: 'warning', waiting }
    : null;
}
