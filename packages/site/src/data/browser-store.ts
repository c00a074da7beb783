import type { Store } from '@pooled-staking/core';
import { clear, createStore, get, set, type UseStore } from 'idb-keyval';

let opened: UseStore | undefined;

/** Opened at the first read: there is no database while the page is built. */
function database(): UseStore {
  opened ??= createStore('pooled-staking', 'reads');
  return opened;
}

/**
 * Keeps what was read of the chain in this browser, so that the next visit reads new blocks only. Public data, but it
 * names the accounts that were looked at. Where the browser keeps nothing (some private windows), it fails, and each
 * read begins anew.
 */
export const browserStore: Store = {
  read: async (key) => get<unknown>(key, database()),
  write: async (key, value) => set(key, value, database()),
};

/** Forgets everything that was kept. */
export async function forgetReads(): Promise<void> {
  try {
    await clear(database());
  } catch {
    // Nothing is kept where nothing can be.
  }
}
