import type { Pool } from '../networks/index';
import type { Asset } from '../units';

/** What can be staked in a pool, its own asset first. */
export const assetsOf = (pool: Pick<Pool, 'asset' | 'alsoTakes'>): readonly [Asset, ...Asset[]] => [
  pool.asset,
  ...(pool.alsoTakes ?? []),
];

/** An asset that a pool takes, by its symbol; the pool's own for any other. */
export const assetNamed = (pool: Pick<Pool, 'asset' | 'alsoTakes'>, symbol: string | undefined): Asset =>
  assetsOf(pool).find((each) => each.symbol === symbol) ?? pool.asset;
