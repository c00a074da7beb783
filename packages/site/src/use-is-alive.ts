import { useSyncExternalStore } from 'react';

const never = (): (() => void) => () => undefined;

/** False while a page comes to life: what was built knows no query, no hash and nothing of the browser. */
export function useIsAlive(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
