import type { Asset, Wei } from '../../../../units';
import type { EnkiFacts } from '../facts';

export type NativeRefused = {
  readonly id: 'native-refused';
  readonly severity: 'critical';
  readonly asset: Asset;
  readonly assets: Wei;
};

/** METIS goes along: ENKI takes it as a token alone, and its contracts refuse the call. */
export function checkNativeRefused({ kind, subject }: Pick<EnkiFacts, 'kind' | 'subject'>): NativeRefused | null {
  const messages = new Map(subject?.parts.map(({ message, value }) => [message, value]));
  const assets = [...messages.values()].reduce((sum, value) => sum + value, 0n);
  return subject && kind === 'known' && assets > 0n
    ? { id: 'native-refused', severity: 'critical', asset: subject.network.nativeAsset, assets }
    : null;
}
