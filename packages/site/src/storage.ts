/** What the site remembers in the browser: the wallet used last, the colours, the language, the currency, own nodes. Each may be missing at any time. */
export const storageKeys = {
  wallet: 'pooled-staking.wallet',
  theme: 'pooled-staking.theme',
  language: 'pooled-staking.language',
  currency: 'pooled-staking.currency',
} as const;

/** What the keys of many begin with: one entry for each, so that two tabs never write over one another. */
export const storagePrefixes = {
  sent: 'pooled-staking.sent.',
  asked: 'pooled-staking.asked.',
  node: 'pooled-staking.node.',
} as const;

type StorageKey = (typeof storageKeys)[keyof typeof storageKeys];

/** What is stored, or `null`; storage is refused in some private windows, and the site then remembers nothing. */
export function recall(key: StorageKey): string | null {
  return recallEntry(key);
}

/** Stores a text, or forgets it with `null`. */
export function remember(key: StorageKey, value: string | null): void {
  rememberEntry(key, value);
}

/** As {@link recall}, for one of many. */
export function recallEntry(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** As {@link remember}, for one of many. */
export function rememberEntry(key: string, value: string | null): void {
  try {
    if (value === null) {
      localStorage.removeItem(key);
    } else {
      localStorage.setItem(key, value);
    }
  } catch {
    // Refused: see above.
  }
}

/** All that is stored under a prefix, in no order. */
export function entriesUnder(prefix: string): readonly (readonly [key: string, value: string])[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .flatMap((key) => {
        const value = localStorage.getItem(key);
        return value === null ? [] : [[key, value] as const];
      });
  } catch {
    return [];
  }
}
