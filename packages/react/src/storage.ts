/** A text that this browser keeps, or `null`; storage is refused in some private windows, and nothing is kept then. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a text, or forgets it with `null`. */
export function remember(key: string, value: string | null): void {
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

/** All that is kept under a prefix, in no order. */
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
