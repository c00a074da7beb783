import { getAddress } from '@pooled-staking/core';
import { useSyncExternalStore } from 'react';
import { watchHash } from '../watch-hash';

/**
 * The page that looks at an account without its wallet. Other pages link to it with its prefix and load it anew: it alone may
 * ask any node.
 *
 * @param account an address, or a name; empty: the page asks for one.
 */
export function addressOfAccount(account: string, poolId?: string): string {
  return `/account/${poolId === undefined ? '' : `?pool=${poolId}`}${account === '' ? '' : `#${encodeURIComponent(account)}`}`;
}

/** The account that a text names, with its checksum; `null` where it is none, also where a checksum in it is wrong. */
export function parseAccount(text: string): string | null {
  const trimmed = text.trim();
  try {
    return /^0x[\da-f]{40}$/iu.test(trimmed) ? getAddress(trimmed) : null;
  } catch {
    return null;
  }
}

/** What stands behind the `#` of the page's address, unescaped; `null` while the page comes to life. */
export function useHashText(): string | null {
  return useSyncExternalStore(
    watchHash,
    () => {
      const text = window.location.hash.slice(1);
      try {
        return decodeURIComponent(text);
      } catch {
        return text;
      }
    },
    () => null,
  );
}
