import { skipToken, useMutation, useQuery, type QueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useContext } from 'react';
import { WalletError, walletNumberOf } from '../errors';
import { useOptions } from '../options';
import { SessionContext, useSession, type Session } from '../wallet/session';
import { useAnswers } from './query-client';

export type SnapStatus =
  | { readonly status: 'installed'; readonly version: string }
  | { readonly status: 'missing' }
  /** The wallet runs no Snaps. */
  | { readonly status: 'unsupported' };

const noSnaps: SnapStatus = { status: 'unsupported' };

function statusIn(snaps: unknown, snapId: string): SnapStatus {
  const snap = (
    snaps as Record<string, { version?: unknown; enabled?: unknown; blocked?: unknown } | undefined> | null
  )?.[snapId];
  return snap && snap.enabled !== false && snap.blocked !== true
    ? { status: 'installed', version: typeof snap.version === 'string' ? snap.version : '' }
    : { status: 'missing' };
}

/** Wallets without Snaps say so by a number of EIP-1193 or JSON-RPC, or in words of their own. */
function isUnsupported(error: unknown): boolean {
  const number = walletNumberOf(error);
  return (
    number === -32_601 ||
    number === 4200 ||
    /not (supported|available|exist)|unsupported/iu.test((error as Error).message)
  );
}

const snapKey = (session: Session | null): readonly unknown[] => [
  'snap',
  session?.wallet.id,
  session?.account.toLowerCase(),
];

/** Asks a session's wallet whether it runs Snaps and has this one. A node runs none, and is not asked. */
export async function readSnapStatus({ wallet, isReadOnly }: Session, snapId: string): Promise<SnapStatus> {
  if (isReadOnly) {
    return noSnaps;
  }
  try {
    return statusIn(await wallet.provider.request({ method: 'wallet_getSnaps' }), snapId);
  } catch (error) {
    if (isUnsupported(error)) {
      return noSnaps;
    }
    throw error;
  }
}

function useStatusOf(session: Session | null): UseQueryResult<SnapStatus> {
  const { snapId } = useOptions();
  const queryClient = useAnswers();
  return useQuery(
    {
      queryKey: snapKey(session),
      queryFn: session ? async () => readSnapStatus(session, snapId) : skipToken,
      initialData: session?.isReadOnly === true ? noSnaps : undefined,
    },
    queryClient,
  );
}

/** Whether the session's wallet runs Snaps and has this one; nothing is asked without a session. */
export function useSnapStatus(): UseQueryResult<SnapStatus> {
  return useStatusOf(useContext(SessionContext));
}

/**
 * Whether the Snap answers for a session; `undefined` before it is known. A wallet that cannot tell is read and asked as one
 * without the Snap.
 */
export function useSnapOf(session: Session | null): SnapStatus | undefined {
  const { data, error } = useStatusOf(session);
  return data ?? (error ? noSnaps : undefined);
}

const closedKey = (session: Session | null): readonly unknown[] => [...snapKey(session), 'closed'];

/** Notes that the wallet's variant of the Snap answers no page (`docs/publishing.md`). */
export function noteClosedSnap(queryClient: QueryClient, session: Session): void {
  queryClient.setQueryData(closedKey(session), true);
}

/** Whether the Snap shows the person what a page asks for before the wallet does; one that answers no page does not. */
export function useSnapReviews(): boolean {
  const session = useContext(SessionContext);
  const snap = useSnapOf(session);
  const { data: isClosed } = useQuery<boolean>({ queryKey: closedKey(session), queryFn: skipToken }, useAnswers());
  return snap?.status === 'installed' && isClosed !== true;
}

/** Asks the wallet to install the Snap or to connect it to this site. */
export function useInstallSnap() {
  const session = useSession();
  const { snapId } = useOptions();
  const queryClient = useAnswers();
  return useMutation(
    {
      networkMode: 'always',
      mutationFn: async () => {
        const snaps = await session.wallet.provider.request({
          method: 'wallet_requestSnaps',
          params: { [snapId]: {} },
        });
        const status = statusIn(snaps, snapId);
        if (status.status !== 'installed') {
          throw new WalletError('snapNotInstalled');
        }
        return status;
      },
      onSuccess: (status) => queryClient.setQueryData(snapKey(session), status),
    },
    queryClient,
  );
}
