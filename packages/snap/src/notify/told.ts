import { isObject, type Part } from '../wallet/state';

/** More things that were told are not remembered: by then, no look goes back to the oldest. */
const mostKeys = 400;

const longestKey = 300;

/** What was told, and what the looks behind it left. */
export type Told = {
  /** By pool id: what its last look left, and when that was, in milliseconds of this machine's clock. */
  readonly looks: Readonly<Record<string, { readonly kept: unknown; readonly at: number }>>;
  /** What was told, the oldest first. */
  readonly keys: readonly string[];
};

export const toldPart: Part<Told> = {
  name: 'told',
  parse: (stored) => {
    const { looks, keys } = isObject(stored) ? stored : {};
    return {
      looks: Object.fromEntries(
        Object.entries(isObject(looks) ? looks : {}).flatMap(([pool, look]) =>
          isObject(look) && typeof look['at'] === 'number' ? [[pool, { kept: look['kept'], at: look['at'] }]] : [],
        ),
      ),
      keys: (Array.isArray(keys) ? (keys as unknown[]) : []).filter(
        (key): key is string => typeof key === 'string' && key.length <= longestKey,
      ),
    };
  },
};

/** With more told. */
export function remember(told: Told, keys: readonly string[]): Told {
  return { ...told, keys: [...forget(told, keys).keys, ...keys].slice(-mostKeys) };
}

/** As if it had not been told. */
export function forget(told: Told, keys: readonly string[]): Told {
  return { ...told, keys: told.keys.filter((key) => !keys.includes(key)) };
}
