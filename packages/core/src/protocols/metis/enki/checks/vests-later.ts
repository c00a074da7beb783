import type { Wei } from '../../../../units';
import type { EnkiFacts } from '../facts';
import { partOf } from '../state';

export type VestsLater = {
  readonly id: 'vests-later';
  /** A warning where nothing makes it come free. */
  readonly severity: 'warning' | 'note';
  readonly atOnce: Wei;
  readonly later: Wei;
};

/** What leaves the vault is paid in part: the rest vests, and only while ENKI is staked. The vault's own preview does not say so. */
export function checkVestsLater({
  calls,
  pool,
  own = null,
}: Pick<EnkiFacts, 'calls' | 'pool'> & Partial<Pick<EnkiFacts, 'own'>>): VestsLater | null {
  if (!pool || !own) {
    return null;
  }
  const leaving = calls.flatMap(({ call, assets }) => (call.kind === 'redeem' ? [assets ?? 0n] : []));
  const later = leaving.reduce((sum, assets) => sum + partOf(assets, pool.state.vestingRatio), 0n);
  const atOnce = leaving.reduce((sum, assets) => sum + assets, 0n) - later;
  return later > 0n
    ? { id: 'vests-later', severity: own.vesting.staked > 0n ? 'note' : 'warning', atOnce, later }
    : null;
}
