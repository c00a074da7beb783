import { StakingError } from '../errors';
import type { Pool } from '../networks/index';
import { assetsOf } from './pool-assets';
import type { ChangeOptions, Protocol } from './protocol';

/** What a page or a form names beside an amount, as plain JSON. */
export type PlainOptions = {
  /** Whole number. */
  readonly id?: string | undefined;
  /** Symbol of an asset that the pool takes. */
  readonly asset?: string | undefined;
  readonly withRewards?: boolean | undefined;
  /** Shares, a whole number. */
  readonly minShares?: string | undefined;
};

/**
 * Reads what stands beside an amount, for a pool that takes it.
 * @throws StakingError UNSUPPORTED_OPTION for what the pool does not take: nothing is left out in silence.
 */
export function parseChangeOptions(
  pool: Pool,
  { takes = [] }: Pick<Protocol, 'takes'>,
  { id, asset, withRewards, minShares }: PlainOptions,
): ChangeOptions {
  const assets = assetsOf(pool);
  const named = assets.find(({ symbol }) => symbol.toLowerCase() === asset?.toLowerCase());
  if (asset !== undefined && !named) {
    const known = assets.map(({ symbol }) => symbol);
    throw new StakingError('UNSUPPORTED_OPTION', { kind: 'asset-not-taken', asset, known });
  }
  const given = {
    item: ['id', id],
    withRewards: ['withRewards', withRewards],
    leastShares: ['minShares', minShares],
  } as const;
  for (const [option, [field, value]] of Object.entries(given)) {
    if (value !== undefined && !takes.includes(option as keyof typeof given)) {
      throw new StakingError('UNSUPPORTED_OPTION', { kind: 'option-not-taken', field, pool: { name: pool.name } });
    }
  }
  return {
    item: id === undefined ? undefined : BigInt(id),
    asset: named === pool.asset ? undefined : named,
    withRewards,
    leastShares: minShares === undefined ? undefined : BigInt(minShares),
  };
}
