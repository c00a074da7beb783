import { createGuard, guardStore, type Store } from '@pooled-staking/core';
import { clear, createStore, get, set, type UseStore } from 'idb-keyval';

let opened: UseStore | undefined;

/** Opened at the first read: there is no database while the page is built. */
function database(): UseStore {
  opened ??= createStore('pooled-staking', 'reads');
  return opened;
}

/**
 * Keeps what was read of the chain in this browser, so that the next visit reads new blocks only. Public data, but it
 * names the accounts that were looked at. Where the browser keeps nothing (some private windows), is full, or does not
 * open its database, each read begins anew.
 */
export const browserStore: Store = guardStore({
  read: async (key) => get<unknown>(key, database()),
  write: async (key, value) => set(key, value, database()),
});

/**
 * Forgets everything that was kept. A database that does not answer is not waited for; it is told all the same, and does it
 * when it opens.
 */
export async function forgetReads(): Promise<void> {
  await createGuard()(async () => clear(database()));
}
