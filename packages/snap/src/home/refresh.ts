import { isStakingError, type Address, type PoolOnNetwork } from '@pooled-staking/core';
import { wordsOfError } from '../rpc/errors';
import { textsOfPool } from '../ui/display';
import { UnknownNetworkError } from '../wallet/provider';
import type { Wallet } from '../wallet/wallet';
import { repaint } from './paint';
import { readPicture } from './read-view';
import { readScene, usablePoolsFor } from './scene';
import { entryOf, homePart, withEntry, type Entry } from './view';

/** What is younger, in milliseconds, is not read again unasked: a few blocks. */
const youngFor = 60_000;

/** Whether it is time to read an entry unasked: the last attempt, whatever came of it, is not of this minute. */
export const isOld = ({ picture, fault }: Entry, now: number): boolean =>
  now - Math.max(picture?.readAt ?? 0, fault?.at ?? 0) >= youngFor;

/** Reads what an account has in one pool and keeps it, or why that failed. */
async function refreshPool(
  wallet: Wallet,
  where: PoolOnNetwork,
  account: Address,
  onNews: () => Promise<void>,
): Promise<void> {
  const { pool } = where;
  const keep = async (entry: Partial<Entry>): Promise<void> => {
    await wallet.state.update(homePart, (home) =>
      withEntry(home, pool, account, { ...entryOf(home, pool, account), ...entry }),
    );
    await onNews();
  };
  try {
    const { picture: before } = entryOf(await wallet.state.read(homePart), pool, account);
    await readPicture(wallet, where, account, before, async (picture) => keep({ picture, fault: null }));
  } catch (error) {
    const { texts } = await readScene(wallet);
    const isOffline = isStakingError(error, 'CHAIN_UNAVAILABLE');
    const isElsewhere = error instanceof UnknownNetworkError;
    const said = wordsOfError(error, textsOfPool(texts, where)).slice(0, 2_000);
    await keep({ fault: { at: Date.now(), isOffline, isElsewhere, said } });
  }
}

/**
 * Reads what an account has in a pool, or in every pool that is listed for it, and shows it in an interface of the home page as it
 * comes.
 * @param id of the interface; `null` for none.
 */
export async function refresh(
  wallet: Wallet,
  id: string | null,
  account: Address,
  where: PoolOnNetwork | null,
): Promise<void> {
  const pools = where ? [where] : usablePoolsFor(await readScene(wallet), account);
  let left = pools.length;
  await Promise.all(
    pools.map(async (each) => {
      const show = async (): Promise<void> => (id === null ? undefined : repaint(wallet, id, left > 0));
      await refreshPool(wallet, each, account, show);
      left -= 1;
      await show();
    }),
  );
}
