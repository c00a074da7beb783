/**
 * Keeps what was read of a chain between reads, as plain JSON by key: the Snap's state, the browser's storage, a `Map` in
 * a test. What comes out of it is checked like anything from outside, and a store that fails fails nothing.
 */
export type Store = {
  /** What was written last under this key; anything else counts as nothing. */
  readonly read: (key: string) => Promise<unknown>;
  readonly write: (key: string, value: object) => Promise<void>;
};
