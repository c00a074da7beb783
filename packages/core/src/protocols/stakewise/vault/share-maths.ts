import type { Shares, Wei } from '../../../units';

/** A pool's totals: both include shares that are queued for exit and not burned yet. */
export type Totals = { readonly totalAssets: Wei; readonly totalShares: Shares };

/**
 * What shares are worth: floor(shares · assets / totalShares), and the shares themselves in an empty pool.
 * Source: the vault's `convertToAssets`.
 */
export function sharesToAssets(shares: Shares, { totalAssets, totalShares }: Totals): Wei {
  return totalShares === 0n ? shares : (shares * totalAssets) / totalShares;
}

/** ceil(numerator / denominator) of non-negative numbers. */
function ceilDiv(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}

/**
 * The shares that a deposit mints: ceil(assets · shares / totalAssets), and the assets themselves in an empty pool.
 * It is also the fewest shares that are worth at least `assets`. Source: the vault's `deposit` (rounds up in all versions).
 */
export function assetsToSharesUp(assets: Wei, { totalAssets, totalShares }: Totals): Shares {
  return totalShares === 0n || totalAssets === 0n ? assets : ceilDiv(assets * totalShares, totalAssets);
}

/** The totals after a deposit. */
export function afterDeposit(assets: Wei, totals: Totals): Totals {
  return {
    totalAssets: totals.totalAssets + assets,
    totalShares: totals.totalShares + assetsToSharesUp(assets, totals),
  };
}
