import type { Facts } from '../facts';
import type { Address, Asset, Wei } from '../../units';

export type TokenSent = {
  readonly id: 'token-sent';
  readonly severity: 'critical';
  readonly asset: Asset;
  readonly assets: Wei;
  readonly receiver: Address;
};

/** Tokens go to a contract of a protocol by a plain transfer: it credits nobody for them, and nobody can take them out. */
export function checkTokenSent({ concerns }: Pick<Facts, 'concerns'>): TokenSent | null {
  for (const { concern } of concerns.parts) {
    if (concern.kind === 'token-sent' && concern.assets > 0n) {
      const { asset, assets, receiver } = concern;
      return { id: 'token-sent', severity: 'critical', asset, assets, receiver };
    }
  }
  return null;
}
