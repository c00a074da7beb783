import { protocolOf, type Address, type Entry, type Position } from '@pooled-staking/core';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useChosenPool } from '../pool/chosen-pool';
import { useSession, type Session } from '../wallet/session';
import { useCancellableRead, type CancellableRead } from './cancellable-read';
import { freshFrom } from './fresh-from';
import { accountKey } from './keys';
import { readOverWallet } from './wallet-reads';
import { useStore } from './browser-store';
import { useAnswers } from './query-client';

/** An account's position with every movement of its stake, in the order of the chain. */
export type AccountView = Position & { readonly entries: readonly Entry[] };

/** How much of a long read is done. */
export type ReadProgress = { readonly done: number; readonly total: number };

const viewKey = (session: Session, poolId: string): readonly unknown[] => [...accountKey(session), 'view', poolId];
const progressKey = (session: Session, poolId: string): readonly unknown[] => ['progress', ...viewKey(session, poolId)];

/**
 * The account's stake and its whole ledger, read by the page itself over the wallet's node: the first time from the
 * pool's first block on, later only what is new. Leaving the account, the pool or the network cancels it.
 */
export function useAccountView(): CancellableRead<AccountView> {
  const session = useSession();
  const chosen = useChosenPool();
  const queryClient = useAnswers();
  const store = useStore();
  const key = viewKey(session, chosen.pool.id);
  const query = useQuery(
    {
      queryKey: key,
      structuralSharing: false,
      queryFn: async ({ signal }): Promise<AccountView> => {
        const noteProgress = (progress: ReadProgress | null): void => {
          queryClient.setQueryData(progressKey(session, chosen.pool.id), progress);
        };
        noteProgress(null);
        const protocol = protocolOf(chosen.pool);
        return readOverWallet(session, chosen, store, signal, async (context) => {
          const position = await protocol.readPosition(context, session.account as Address, {
            minBlock: freshFrom(session.chainId, session.account),
            withEntryTimes: true,
            signal,
            onProgress: (done, total) => {
              noteProgress({ done, total });
            },
          });
          return { ...position, entries: protocol.entriesOf(position) };
        });
      },
    },
    queryClient,
  );
  return useCancellableRead(query, key, true);
}

/** How far the reading of the view has come; `null` before it is known. */
export function useViewProgress(): ReadProgress | null {
  const session = useSession();
  const { pool } = useChosenPool();
  const queryClient = useAnswers();
  const { data } = useQuery<ReadProgress | null>(
    { queryKey: progressKey(session, pool.id), queryFn: skipToken },
    queryClient,
  );
  return data ?? null;
}
