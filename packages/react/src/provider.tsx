import type { QueryClient } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { createQueryClient, QueryClientContext } from './data/query-client';
import { OptionsContext, usualOptions, type StakingOptions } from './options';
import { TransactionsProvider } from './transactions/transactions';
import { WalletSessionProvider } from './wallet/session';

type PooledStakingProviderProps = Partial<StakingOptions> & {
  /**
   * The cache of answers, made by {@link createQueryClient}; one of its own without it. It is emptied when the wallet is
   * disconnected, so an app gives its own only where that is right.
   */
  readonly queryClient?: QueryClient;
  readonly children: ReactNode;
};

/** What the hooks live in: the options, the cache of answers, the wallet, the transactions. */
export function PooledStakingProvider({
  snapId = usualOptions.snapId,
  nodes = usualOptions.nodes,
  gateways = usualOptions.gateways,
  books = usualOptions.books,
  pollInterval = usualOptions.pollInterval,
  storage = usualOptions.storage,
  texts,
  queryClient,
  children,
}: PooledStakingProviderProps) {
  const [client] = useState(() => queryClient ?? createQueryClient());
  const options = useMemo(
    () => ({ snapId, nodes, gateways, books, pollInterval, storage, texts }),
    [snapId, nodes, gateways, books, pollInterval, storage, texts],
  );
  return (
    <OptionsContext.Provider value={options}>
      <QueryClientContext.Provider value={client}>
        <WalletSessionProvider>
          <TransactionsProvider>{children}</TransactionsProvider>
        </WalletSessionProvider>
      </QueryClientContext.Provider>
    </OptionsContext.Provider>
  );
}
