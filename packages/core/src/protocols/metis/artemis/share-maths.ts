import type { PoolState } from '../../../staking/pool';
import type { Shares, Wei } from '../../../units';

/** METIS that all artMETIS is worth, and how much of it there is. */
export type Totals = Pick<PoolState, 'totalAssets' | 'totalShares'>;

const one = 10n ** 18n;

/** What artMETIS is worth, in wei, rounded down: totalDeposits / totalSupply. */
export function worthOf(shares: Shares, { totalAssets, totalShares }: Totals): Wei {
  return totalShares === 0n ? 0n : (shares * totalAssets) / totalShares;
}

/** artMETIS that a deposit mints, rounded down. Source: the pool's `getArtMetisAmountToMint`. */
export function sharesFor(assets: Wei, { totalAssets, totalShares }: Totals): Shares {
  return totalAssets === 0n ? assets : (assets * totalShares) / totalAssets;
}

/** What artMETIS is worth to twelve places: it moves with harvests alone, give or take the rounding of stakes. */
export function rateMark({ totalAssets, totalShares }: Totals): string {
  return `${totalShares === 0n ? 0n : (totalAssets * 10n ** 12n) / totalShares}`;
}

/**
 * What a withdrawal request of shares is promised, in wei, rounded down. The manager divides by what a deposit of a whole
 * METIS would mint, which is rounded itself: the promise may be some wei above the worth. Source: a derived contract
 * with source, and the team's test; every request is simulated before it is proposed.
 */
export function promisedFor(shares: Shares, totals: Totals): Wei {
  const minted = sharesFor(one, totals);
  return minted === 0n ? 0n : (shares * one) / minted;
}

/** The fewest shares that are promised at least so much. */
export function sharesToRequest(assets: Wei, totals: Totals): Shares {
  return (assets * sharesFor(one, totals) + one - 1n) / one;
}

/** The most shares that can be requested: a promise above all that there is would be refused. */
export function mostToRequest(held: Shares, totals: Totals): Shares {
  return promisedFor(held, totals) > totals.totalAssets ? (totals.totalAssets * sharesFor(one, totals)) / one : held;
}
