/** The wallet's `snap.request`, as far as it is used here. */
export type SnapRequest = (args: { method: string; params?: Record<string, unknown> }) => Promise<unknown>;

/** A part of what the Snap keeps, which belongs to one feature. Whatever is stored, `parse` makes a value of it. */
export type Part<Value> = { readonly name: string; readonly parse: (stored: unknown) => Value };

/**
 * What the Snap keeps of its own: one object with a version, in parts. It lies in the unencrypted store, which a locked
 * wallet opens too: nothing in it is secret. Beside it lie what was read of chains and what insights remember, which can
 * be read anew and have numbers of their own.
 */
export type State = {
  readonly read: <Value>(part: Part<Value>) => Promise<Value>;
  /**
   * Changes a part: reads it and writes what `change` makes of it, while no other change comes in between.
   * @throws as the store does; NewerStateError.
   */
  readonly update: <Value>(part: Part<Value>, change: (value: Value) => Value) => Promise<Value>;
  /** Deletes everything that the Snap has stored. @throws as the store does. */
  readonly clear: () => Promise<void>;
};

/** A newer Snap wrote the state: it stays as it is. */
export class NewerStateError extends Error {
  override readonly name = 'NewerStateError';
}

/** The shape of today. Every shape that was ever written has a number, so that a later Snap can read it. */
export const currentVersion = 2;

/** Where in the Snap's state it lies: apart from what was read of chains, which is large. */
export const stateKey = 'own';

type Stored = Record<string, unknown>;

/** How to read what an older Snap wrote: the entry `n` turns version n into n + 1. */
export type Migrations = Readonly<Record<number, (old: Stored) => Stored>>;

const migrations: Migrations = {
  // The settings were all there was; they have only grown.
  1: ({ settings }) => ({ settings }),
};

export function isObject(value: unknown): value is Stored {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What an older Snap stored, in today's shape; `null` where it is damaged. */
function migrated(stored: Stored, table: Migrations, version: number): Stored | null {
  let state = stored;
  for (let from = Number(stored['version']); from < version; from += 1) {
    const migrate = table[from];
    if (!migrate) {
      return null;
    }
    state = migrate(state);
  }
  return { ...state, version };
}

/** The state in the wallet's store. */
export function createState(
  request: SnapRequest,
  table: Migrations = migrations,
  version: number = currentVersion,
): State {
  const get = async (key: string): Promise<unknown> =>
    request({ method: 'snap_getState', params: { key, encrypted: false } });
  const set = async (key: string, value: unknown): Promise<void> => {
    await request({ method: 'snap_setState', params: { key, value, encrypted: false } });
  };
  /** What is known of the whole: once it is of today, only its parts are read and written. */
  let standing: Promise<'none' | 'current' | 'newer'> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };

  const look = async (): Promise<'none' | 'current' | 'newer'> => {
    const stored = await get(stateKey);
    const found = isObject(stored) ? stored['version'] : undefined;
    if (!isObject(stored) || typeof found !== 'number') {
      return 'none';
    }
    if (found >= version) {
      return found === version ? 'current' : 'newer';
    }
    const today = migrated(stored, table, version);
    if (today) {
      await set(stateKey, today);
    }
    return today ? 'current' : 'none';
  };
  const stand = async (): Promise<'none' | 'current' | 'newer'> => {
    standing ??= look();
    try {
      return await standing;
    } catch (error) {
      standing = undefined;
      throw error;
    }
  };
  const readPart = async <Value>({ name, parse }: Part<Value>): Promise<Value> =>
    parse((await stand()) === 'current' ? await get(`${stateKey}.${name}`) : undefined);

  return {
    // Behind a migration, but not behind changes of other parts.
    read: readPart,
    update: async (part, change) =>
      inTurn(async () => {
        const value = change(await readPart(part));
        switch (await stand()) {
          case 'newer':
            throw new NewerStateError('A newer version of this Snap wrote what is stored.');
          case 'none':
            await set(stateKey, { version, [part.name]: value });
            standing = Promise.resolve('current');
            break;
          case 'current':
            await set(`${stateKey}.${part.name}`, value);
        }
        return value;
      }),
    clear: async () =>
      inTurn(async () => {
        await request({ method: 'snap_clearState', params: { encrypted: false } });
        standing = Promise.resolve('none');
      }),
  };
}
