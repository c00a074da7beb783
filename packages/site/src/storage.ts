/** What the site remembers in the browser: the wallet used last, the colours, the currency. Each may be missing at any time. */
export const storageKeys = {
  wallet: 'pooled-staking.wallet',
  theme: 'pooled-staking.theme',
  currency: 'pooled-staking.currency',
} as const;

type StorageKey = (typeof storageKeys)[keyof typeof storageKeys];

/** What is stored, or `null`; storage is refused in some private windows, and the site then remembers nothing. */
export function recall(key: StorageKey): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Stores a text, or forgets it with `null`. */
export function remember(key: StorageKey, value: string | null): void {
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
