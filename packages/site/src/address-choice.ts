import { useCallback, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

function watch(onChange: () => void): () => void {
  listeners.add(onChange);
  window.addEventListener('popstate', onChange);
  return () => {
    listeners.delete(onChange);
    window.removeEventListener('popstate', onChange);
  };
}

/**
 * A word that stands in the query of the page's address, so that a reload, a bookmark and a shared link keep it; `null` where it is
 * not there. Changing it takes no step in the browser's history.
 */
export function useAddressWord(name: string): readonly [word: string | null, change: (word: string | null) => void] {
  const word = useSyncExternalStore(
    watch,
    () => new URLSearchParams(window.location.search).get(name),
    () => null,
  );
  const change = useCallback(
    (next: string | null): void => {
      // A pool's id stands in the address as it is: nothing else of the query is written anew.
      const others = window.location.search
        .slice(1)
        .split('&')
        .filter((each) => each !== '' && each.split('=')[0] !== name);
      const query = [...others, ...(next === null ? [] : [`${name}=${encodeURIComponent(next)}`])].join('&');
      const { pathname, hash } = window.location;
      window.history.replaceState(window.history.state, '', `${pathname}${query === '' ? '' : `?${query}`}${hash}`);
      listeners.forEach((listener) => {
        listener();
      });
    },
    [name],
  );
  return [word, change];
}

/**
 * A choice that stands in the address, as {@link useAddressWord} keeps it.
 * @param values all that may be chosen; anything else in the address counts as `first`.
 * @param first what is chosen before a choice: it leaves the address as it is.
 */
export function useAddressChoice<Value extends string>(
  name: string,
  values: readonly Value[],
  first: Value,
): readonly [chosen: Value, choose: (value: Value) => void] {
  const [given, change] = useAddressWord(name);
  const choose = useCallback(
    (value: Value): void => {
      change(value === first ? null : value);
    },
    [change, first],
  );
  return [values.find((value) => value === given) ?? first, choose];
}
