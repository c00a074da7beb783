import type { GetPositionResult, PositionItem } from '@pooled-staking/api';
import type { Asset, ItemAction, PlainOptions, Pool } from '@pooled-staking/core';

/** What a form can be about, where a pool has several: an asset that it takes, or a part of the position. */
export type Subject = {
  readonly key: string;
  readonly label: string;
  readonly asset: Asset;
  /** As the Snap's methods name it beside the amount. */
  readonly of: Pick<PlainOptions, 'id' | 'asset'>;
  /** What can be taken out at the most; for a stake the account's balance counts. */
  readonly held: bigint;
  /** Why it cannot be done now, in words; `null` where it can. */
  readonly refusal: string | null;
};

const assetsOf = (pool: Pool): readonly Asset[] => [pool.asset, ...(pool.alsoTakes ?? [])];

/** An item as the subject of an action; `undefined` where the action never applies to it. */
function ofItem(pool: Pool, item: PositionItem, ...actions: readonly ItemAction[]): Subject | undefined {
  const known = item.actions.filter(({ action }) => actions.includes(action));
  const asset = assetsOf(pool).find(({ symbol }) => symbol === item.asset) ?? pool.asset;
  return known.length === 0
    ? undefined
    : {
        key: item.id,
        label: item.name,
        asset,
        of: asset === pool.asset ? { id: item.id } : { asset: asset.symbol },
        held: BigInt(item.assets),
        refusal: known.some(({ refusal }) => refusal === null) ? null : (known[0]?.refusal ?? null),
      };
}

const isSubject = (subject: Subject | undefined): subject is Subject => subject !== undefined;

/** What can be staked: the assets that the pool takes, or the parts of the position that can have more. */
export function stakeSubjects(pool: Pool, position: GetPositionResult | undefined): readonly [Subject, ...Subject[]] {
  const own = (position?.items ?? []).filter(({ asset }) => asset === pool.asset.symbol);
  const [first, ...rest] = own.map((item) => ofItem(pool, item, 'stake')).filter(isSubject);
  if (first) {
    return [first, ...rest];
  }
  const [asset, ...others] = assetsOf(pool).map((each): Subject => ({
    key: each.symbol,
    label: each.symbol,
    asset: each,
    of: each === pool.asset ? {} : { asset: each.symbol },
    held: 0n,
    refusal: null,
  }));
  return [asset as Subject, ...others];
}

/** What can be taken out: the stake, and parts of the position that are taken out by themselves. */
export function unstakeSubjects(pool: Pool, position: GetPositionResult | undefined): readonly Subject[] {
  const items = (position?.items ?? [])
    .map((item) => ofItem(pool, item, 'unstake', 'unstake-all'))
    .filter(isSubject)
    .filter(({ held }) => held > 0n);
  const isInParts = items.some(({ of }) => of.id !== undefined);
  const staked = BigInt(position?.assets ?? 0);
  const stake: Subject = {
    key: pool.asset.symbol,
    label: pool.asset.symbol,
    asset: pool.asset,
    of: {},
    held: staked,
    refusal: null,
  };
  return [...(isInParts || staked === 0n ? [] : [stake]), ...items];
}
