import { hasFiatPrice, type Network } from '@pooled-staking/core';
import { useCallback, useSyncExternalStore } from 'react';
import { useOptions } from '../options';
import { recall, remember } from '../storage';

/** What a person chooses who wants no amounts in a currency. */
const noCurrency = 'none';

const listeners = new Set<() => void>();

/** The currencies that a network's price feeds give the price of ETH in: USD first, then the others of its feeds. */
export function currenciesOf(network: Network): readonly string[] {
  const codes = ['USD', ...network.priceFeeds.map(({ base }) => base)];
  return [...new Set(codes)].filter((code) => code !== network.nativeAsset.symbol && hasFiatPrice(network, code));
}

/** The currency to show: the chosen one where the network has a price in it, else USD; `null` for none. */
export function pickCurrency(choice: string | null, available: readonly string[]): string | null {
  if (choice === noCurrency) {
    return null;
  }
  return available.find((code) => code === choice) ?? available[0] ?? null;
}

/** The chosen currency on a network, and the way to choose another one. It is remembered in this browser. */
export function useCurrency(network: Network): {
  readonly available: readonly string[];
  readonly currency: string | null;
  readonly choose: (currency: string | null) => void;
} {
  const key = `${useOptions().storage}.currency`;
  const choice = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    () => recall(key),
    () => null,
  );
  const choose = useCallback(
    (currency: string | null) => {
      remember(key, currency ?? noCurrency);
      for (const listener of listeners) {
        listener();
      }
    },
    [key],
  );
  const available = currenciesOf(network);
  return { available, currency: pickCurrency(choice, available), choose };
}
