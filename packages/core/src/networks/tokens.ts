import { isSameAddress, type Address, type Asset } from '../units';
import type { Network } from './types';

/** A token with a contract. */
export type Token = Asset & { readonly address: Address };

const token = (symbol: string, address: Address | undefined): Token[] =>
  address === undefined ? [] : [{ symbol, decimals: 18, address }];

const isToken = (asset: Asset): asset is Token => asset.address !== null;

/** The tokens of a network that stakes are made of, or that stand for stakes, each once. */
export function tokensOn({ pools, nativeAsset, nativeToken, artemis, enki }: Network): readonly Token[] {
  const all = [
    ...token(nativeAsset.symbol, nativeToken),
    ...token('artMETIS', artemis?.token),
    ...token('eMETIS', enki?.eMetis),
    ...token('seMETIS', enki?.seMetis),
    ...pools.flatMap(({ asset, alsoTakes = [] }) => [asset, ...alsoTakes]).filter(isToken),
  ];
  return all.filter((each, index) => all.findIndex(({ address }) => isSameAddress(address, each.address)) === index);
}

/**
 * Contracts of a network that take such tokens from accounts by an allowance when people stake or unstake. The pool of
 * sequencers has its escrow take them: what is approved for the pool itself helps nobody.
 */
export function takersOn({ pools, enki, metisSequencers }: Network): readonly Address[] {
  return [
    ...pools
      .filter(({ asset, protocol }) => isToken(asset) && protocol !== 'metis-sequencers')
      .map(({ address }) => address),
    ...(enki ? [enki.minter, enki.seMetis] : []),
    ...(metisSequencers ? [metisSequencers.lockingInfo] : []),
  ];
}
