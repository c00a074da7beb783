import type { Address } from '@pooled-staking/core';
import { follow } from '../sending/follow';
import type { Wallet } from '../wallet/wallet';
import type { HomeContext } from './context';
import { paint } from './paint';
import { isOld, refresh } from './refresh';
import { readScene, usablePoolsFor, type Scene } from './scene';
import { entryOf } from './view';

/** The first page for an account: the only pool that it can use in this wallet at once, else the list of all. */
export function firstPage(scene: Scene, account: Address | null): HomeContext {
  const pools =
    account === null
      ? []
      : usablePoolsFor(scene, account).filter(({ pool }) => !entryOf(scene.home, pool, account).fault?.isElsewhere);
  return { account, pool: pools.length === 1 ? (pools[0] ?? null) : null, form: null, isSent: false };
}

/** Whether something that a page shows is to be read anew. */
export function needsReading(scene: Scene, { account, pool }: HomeContext): boolean {
  return (
    account !== null &&
    (pool ? [pool] : usablePoolsFor(scene, account)).some((each) =>
      isOld(entryOf(scene.home, each.pool, account), scene.now),
    )
  );
}

/**
 * Shows a page in an interface, and reads it anew where it is old.
 * @param isForced reads it whatever its age, and looks after what was sent.
 */
export async function go(wallet: Wallet, id: string, context: HomeContext, isForced = false): Promise<void> {
  const { account, pool } = context;
  const isReading = account !== null && (isForced || needsReading(await readScene(wallet), context));
  await paint(wallet, id, context, { isReading });
  if (isReading) {
    await Promise.all([refresh(wallet, id, account, pool), isForced && follow(wallet)]);
  }
}
