import { isSameAddress, networks, type Address, type Pool, type PoolOnNetwork } from '@pooled-staking/core';
import type { SnapTranslator } from '@pooled-staking/texts/snap';
import { sentPart, type SentHere } from '../sending/sent';
import type { Preferences } from '../wallet/preferences';
import type { Settings } from '../wallet/settings';
import type { Wallet } from '../wallet/wallet';
import { entryOf, homePart, type Home } from './view';

/** Everything stored that a page is drawn from: no chain is asked for it. */
export type Scene = {
  readonly home: Home;
  readonly settings: Settings;
  readonly preferences: Preferences;
  readonly sent: readonly SentHere[];
  readonly texts: SnapTranslator;
  /** By this machine's clock, in milliseconds. */
  readonly now: number;
};

/** Reads what a page is drawn from. A state that is not handed out counts as empty. */
export async function readScene(wallet: Wallet): Promise<Scene> {
  const [home, sent, settings, preferences] = await Promise.all([
    wallet.state.read(homePart).catch(() => homePart.parse(null)),
    wallet.state.read(sentPart).catch(() => []),
    wallet.readSettings(),
    wallet.readPreferences(),
  ]);
  return { home, sent, settings, preferences, texts: await wallet.readTexts(preferences.locale), now: Date.now() };
}

/** True for a pool in which an account has something, as far as it was read. */
export function hasStake({ home }: Pick<Scene, 'home'>, pool: Pool, account: Address): boolean {
  const { picture } = entryOf(home, pool, account);
  return picture !== null && (picture.staked > 0n || picture.exits.length > 0);
}

/** The pools that are listed: those with real money, and of test networks those that the person wants or has a stake in. */
export function poolsFor(scene: Scene, account: Address): readonly PoolOnNetwork[] {
  return networks.flatMap((network) =>
    network.pools
      .filter((pool) => !network.isTestnet || scene.preferences.showsTestnets || hasStake(scene, pool, account))
      .map((pool) => ({ network, pool })),
  );
}

/** Of the listed pools, those that an account can do something with: a pool of admitted accounts alone is for those that have something in it. */
export function usablePoolsFor(scene: Scene, account: Address): readonly PoolOnNetwork[] {
  return poolsFor(scene, account).filter(({ pool }) => !pool.onlyAdmitted || hasStake(scene, pool, account));
}

/** True for an account of the wallet's own: only for such a one something can be sent. */
export function isOwn({ home: { chosen } }: Scene, account: Address): boolean {
  return chosen?.isOwn === true && isSameAddress(chosen.address, account);
}
