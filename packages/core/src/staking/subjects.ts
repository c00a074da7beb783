import type { Pool } from '../networks/index';
import { isSameAddress, type Address, type Asset, type Wei } from '../units';
import type { PlainOptions } from './change-options';
import type { Exit } from './exit';
import type { plainItem } from './plain';
import { assetNamed, assetsOf } from './pool-assets';
import type { ItemAction } from './position';
import type { Protocol } from './protocol';

/** A part of a position as pages are told of it. */
export type PlainItem = ReturnType<typeof plainItem> & {
  /** Why an action would be refused now, in words; `null` where the pool takes it. Those that never apply are absent. */
  readonly actions: readonly { readonly action: ItemAction; readonly refusal: string | null }[];
};

/** As much of it as forms need. */
type Item = Omit<PlainItem, 'address'>;

/** What a form can be about, where a pool has several: an asset that it takes, or a part of the position. */
export type Subject = {
  readonly key: string;
  readonly label: string;
  readonly asset: Asset;
  /** As the methods name it beside the amount; of a claim `id` is the exit, or the part whose rewards it pays. */
  readonly of: Pick<PlainOptions, 'id' | 'asset'>;
  /** What can be taken out at the most; for a stake the account's balance counts. */
  readonly held: Wei;
  /** It leaves as a whole or not at all. */
  readonly isWhole?: true;
  /** Why it cannot be done now, in words; `null` where it can. */
  readonly refusal: string | null;
};

/** An item as the subject of some actions; none where they never apply to it. */
function ofItem(pool: Pool, item: Item, ...actions: readonly ItemAction[]): readonly Subject[] {
  const known = item.actions.filter(({ action }) => actions.includes(action));
  const asset = assetNamed(pool, item.asset);
  return known.length === 0
    ? []
    : [
        {
          key: item.id,
          label: item.name,
          asset,
          of: asset === pool.asset ? { id: item.id } : { asset: asset.symbol },
          held: BigInt(item.assets),
          ...(known.every(({ action }) => action === 'unstake-all') ? { isWhole: true } : {}),
          refusal: known.some(({ refusal }) => refusal === null) ? null : (known[0]?.refusal ?? null),
        },
      ];
}

/** A pool's asset as a subject. */
function ofAsset(pool: Pool, asset: Asset, held: Wei): Subject {
  const of = asset === pool.asset ? {} : { asset: asset.symbol };
  return { key: asset.symbol, label: asset.symbol, asset, of, held, refusal: null };
}

/** What can be staked: the assets that the pool takes, or the parts of the position that can have more. */
export function stakeSubjects(pool: Pool, items: readonly Item[]): readonly [Subject, ...Subject[]] {
  const own = items.filter(({ asset }) => asset === pool.asset.symbol);
  const [first, ...rest] = own.flatMap((item) => ofItem(pool, item, 'stake'));
  const [asset, ...others] = assetsOf(pool);
  return first ? [first, ...rest] : [ofAsset(pool, asset, 0n), ...others.map((each) => ofAsset(pool, each, 0n))];
}

/** What can be taken out: the stake, and parts of the position that are taken out by themselves. */
export function unstakeSubjects(pool: Pool, staked: Wei, items: readonly Item[]): readonly Subject[] {
  const own = items.flatMap((item) => ofItem(pool, item, 'unstake', 'unstake-all')).filter(({ held }) => held > 0n);
  const isInParts = own.some(({ of }) => of.id !== undefined);
  return [...(isInParts || staked === 0n ? [] : [ofAsset(pool, pool.asset, staked)]), ...own];
}

/**
 * What one claim of the account can be about, `held` being what it pays: all exits that are ready, or where each takes a
 * transaction of its own the first of them; and the rewards of parts of the position.
 */
export function claimSubjects(
  pool: Pool,
  { claimsOneByOne }: Pick<Protocol, 'claimsOneByOne'>,
  account: Address,
  exits: readonly Pick<Exit, 'id' | 'receiver' | 'claimableAssets'>[],
  items: readonly Item[],
): readonly Subject[] {
  const ready = exits.filter(
    ({ receiver, claimableAssets }) => claimableAssets > 0n && isSameAddress(receiver, account),
  );
  const paid = claimsOneByOne ? ready.slice(0, 1) : ready;
  const [first] = paid;
  const exit = (id: bigint): Subject => ({
    ...ofAsset(pool, pool.asset, 0n),
    ...(claimsOneByOne ? { key: `exit-${id}`, of: { id: `${id}` } } : {}),
    held: paid.reduce((sum, { claimableAssets }) => sum + claimableAssets, 0n),
  });
  return [
    ...(first ? [exit(first.id)] : []),
    ...items.flatMap((item) =>
      BigInt(item.rewards) > 0n
        ? ofItem(pool, item, 'claim').map((each) => ({ ...each, of: { id: item.id }, held: BigInt(item.rewards) }))
        : [],
    ),
  ];
}
