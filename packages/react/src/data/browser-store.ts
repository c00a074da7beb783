import { createGuard, guardStore, type Store } from '@pooled-staking/core';
import { clear, createStore, get, set, type UseStore } from 'idb-keyval';
import { useOptions } from '../options';

const opened = new Map<string, UseStore>();

/** Opened at the first read: there is no database while the page is built. */
function database(name: string): UseStore {
  const known = opened.get(name) ?? createStore(name, 'reads');
  opened.set(name, known);
  return known;
}

const stores = new Map<string, Store>();

/**
 * Keeps what was read of the chain in this browser, so that the next visit reads new blocks only. Public data, but it
 * names the accounts that were looked at. Where the browser keeps nothing (some private windows), is full, or does not
 * open its database, each read begins anew.
 * @param name of the database.
 */
export function browserStore(name: string): Store {
  const store =
    stores.get(name) ??
    guardStore({
      read: async (key) => get<unknown>(key, database(name)),
      write: async (key, value) => set(key, value, database(name)),
    });
  stores.set(name, store);
  return store;
}

/** The page's {@link browserStore}. */
export const useStore = (): Store => browserStore(useOptions().storage);

/**
 * Forgets everything that was kept under a name. A database that does not answer is not waited for; it is told all the same, and
 * does it when it opens.
 */
export async function forgetReads(name: string): Promise<void> {
  await createGuard()(async () => clear(database(name)));
}
