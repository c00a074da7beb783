import type { Store } from '@pooled-staking/core';
import type { SnapRequest } from './state';

/** Histories that are kept: a dapp may ask for any number of accounts, and the wallet writes all of them at once. */
export const slots = 48;

const indexKey = 'chain.index';
const slotKey = (slot: number): string => `chain.slot${slot}`;

/** What a slot holds. */
type Kept = { readonly key: string; readonly value: unknown };

/** Which slot holds what, and which one is overwritten next. */
type Index = { readonly keys: readonly (string | null)[]; readonly next: number };

function parseIndex(value: unknown): Index {
  const { keys, next } = (value ?? {}) as { keys?: unknown; next?: unknown };
  const isIndex =
    Array.isArray(keys) &&
    keys.length === slots &&
    keys.every((key) => key === null || typeof key === 'string') &&
    Number.isInteger(next) &&
    Number(next) >= 0 &&
    Number(next) < slots;
  return isIndex
    ? { keys: keys as (string | null)[], next: Number(next) }
    : { keys: Array.from({ length: slots }, () => null), next: 0 };
}

/**
 * Keeps what was read of chains in the Snap's unencrypted state, which a locked wallet opens too. A fixed number of slots:
 * the oldest entry makes room for a new one, and the state never outgrows them. All of it is public and can be read anew.
 */
export function createChainStore(request: SnapRequest): Store & { readonly forget: () => void } {
  let index: Index | undefined;
  const readIndex = async (): Promise<Index> => {
    if (!index) {
      const read = parseIndex(await request({ method: 'snap_getState', params: { key: indexKey, encrypted: false } }));
      // Another read may have come first, and something been written since.
      index ??= read;
    }
    return index;
  };
  const write = async (key: string, value: unknown): Promise<void> => {
    await request({ method: 'snap_setState', params: { key, value, encrypted: false } });
  };
  return {
    /** To be called when the state was cleared: what is known of it holds no more. */
    forget: () => {
      index = undefined;
    },
    read: async (key) => {
      const slot = (await readIndex()).keys.indexOf(key);
      if (slot < 0) {
        return null;
      }
      const kept = await request({ method: 'snap_getState', params: { key: slotKey(slot), encrypted: false } });
      // The key lies beside the value: a Snap that ended between two writes leaves an index that is behind its slots.
      return (kept as Kept | null)?.key === key ? (kept as Kept).value : null;
    },
    write: async (key, value) => {
      const { keys, next } = await readIndex();
      const known = keys.indexOf(key);
      if (known >= 0) {
        await write(slotKey(known), { key, value } satisfies Kept);
        return;
      }
      const renamed = { keys: keys.map((each, slot) => (slot === next ? key : each)), next: (next + 1) % slots };
      index = renamed;
      await write(slotKey(next), { key, value } satisfies Kept);
      await write(indexKey, renamed);
    },
  };
}
