import { QueryClientProvider } from '@tanstack/react-query';
import { useLayoutEffect, useState, type ReactNode } from 'react';
import { createQueryClient } from './data/query-client';
import { showPage } from './texts/texts';
import { TransactionsProvider } from './transactions/transactions';
import { WalletSessionProvider } from './wallet/session';

/** What every page lives in: the cache of answers, the wallet, the transactions. */
export function App({ children }: { readonly children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  useLayoutEffect(showPage, []);
  return (
    <QueryClientProvider client={queryClient}>
      <WalletSessionProvider>
        <TransactionsProvider>{children}</TransactionsProvider>
      </WalletSessionProvider>
    </QueryClientProvider>
  );
}
