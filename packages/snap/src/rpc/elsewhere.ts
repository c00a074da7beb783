/** After so long a reading that failed, or is under way, is tried again; in milliseconds. */
const againAfter = 60_000;

/** Readings on another chain than a pool's own, kept by pool id since the Snap woke: public, and the same for everybody. */
export type Elsewhere<Value> = {
  /** What was read last. Asks nobody. */
  readonly known: (id: string) => Value;
  /**
   * What `work` reads, or what it read a short while ago. Whoever asks while it is read gets what was known, and so do those
   * whose reading fails.
   */
  readonly read: (id: string, work: () => Promise<Value>) => Promise<Value>;
};

/**
 * Keeps what readings on other chains give.
 * @param none counts as known before the first reading.
 * @param goodFor milliseconds that a reading is good for.
 */
export function keepElsewhere<Value>(none: Value, goodFor: number): Elsewhere<Value> {
  const kept = new Map<string, { readonly value: Value; readonly until: number }>();
  const known = (id: string): Value => kept.get(id)?.value ?? none;
  const keep = (id: string, value: Value, length: number): void => {
    kept.set(id, { value, until: Date.now() + length });
  };
  return {
    known,
    read: async (id, work) => {
      if ((kept.get(id)?.until ?? 0) > Date.now()) {
        return known(id);
      }
      keep(id, known(id), againAfter);
      try {
        const value = await work();
        keep(id, value, goodFor);
        return value;
      } catch {
        return known(id);
      }
    },
  };
}
