import { createQueryClient, PooledStakingProvider } from '@pooled-staking/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { useLayoutEffect, useState, type ReactNode } from 'react';
import { hostBooks, hostGateways, hostNodes, snapId } from './config';
import { showPage, texts } from './texts/texts';

/** What every page lives in: the cache of answers, the wallet, the transactions. */
export function App({ children }: { readonly children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  useLayoutEffect(showPage, []);
  return (
    <QueryClientProvider client={queryClient}>
      <PooledStakingProvider
        snapId={snapId}
        nodes={hostNodes}
        gateways={hostGateways}
        books={hostBooks}
        texts={texts}
        queryClient={queryClient}
      >
        {children}
      </PooledStakingProvider>
    </QueryClientProvider>
  );
}
