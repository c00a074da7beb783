import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { snapId } from '../config';
import { errorNumberOf, SiteError } from '../errors/describe-error';
import { useSession, type Session } from '../wallet/session';

export type SnapStatus =
  | { readonly status: 'installed'; readonly version: string }
  | { readonly status: 'missing' }
  /** The wallet runs no Snaps. */
  | { readonly status: 'unsupported' };

const noSnaps: SnapStatus = { status: 'unsupported' };

function statusIn(snaps: unknown): SnapStatus {
  const snap = (
    snaps as Record<string, { version?: unknown; enabled?: unknown; blocked?: unknown } | undefined> | null
  )?.[snapId];
  return snap && snap.enabled !== false && snap.blocked !== true
    ? { status: 'installed', version: typeof snap.version === 'string' ? snap.version : '' }
    : { status: 'missing' };
}

/** Wallets without Snaps say so by a number of EIP-1193 or JSON-RPC, or in words of their own. */
function isUnsupported(error: unknown): boolean {
  const number = errorNumberOf(error);
  return (
    number === -32601 ||
    number === 4200 ||
    /not (supported|available|exist)|unsupported/iu.test((error as Error).message)
  );
}

const snapKey = ({ wallet, account }: Session): readonly unknown[] => ['snap', wallet.id, account.toLowerCase()];

/** Asks a session's wallet whether it runs Snaps and has this one. A node runs none, and is not asked. */
export async function readSnapStatus({ wallet, isReadOnly }: Session): Promise<SnapStatus> {
  if (isReadOnly) {
    return noSnaps;
  }
  try {
    return statusIn(await wallet.provider.request({ method: 'wallet_getSnaps' }));
  } catch (error) {
    if (isUnsupported(error)) {
      return noSnaps;
    }
    throw error;
  }
}

/** As {@link readSnapStatus}, for the page's session. */
export function useSnapStatus(): UseQueryResult<SnapStatus> {
  const session = useSession();
  return useQuery({
    queryKey: snapKey(session),
    queryFn: async () => readSnapStatus(session),
    initialData: session.isReadOnly ? noSnaps : undefined,
  });
}

/**
 * Whether the Snap answers for the session; `undefined` before it is known. A wallet that cannot tell is read and asked as one
 * without the Snap.
 */
export function useSnap(): SnapStatus | undefined {
  const { data, error } = useSnapStatus();
  return data ?? (error ? noSnaps : undefined);
}

/** Asks the wallet to install the Snap or to connect it to this site. */
export function useInstallSnap() {
  const session = useSession();
  const queryClient = useQueryClient();
  return useMutation({
    networkMode: 'always',
    mutationFn: async () => {
      const snaps = await session.wallet.provider.request({
        method: 'wallet_requestSnaps',
        params: { [snapId]: {} },
      });
      const status = statusIn(snaps);
      if (status.status !== 'installed') {
        throw new SiteError('snapNotInstalled');
      }
      return status;
    },
    onSuccess: (status) => queryClient.setQueryData(snapKey(session), status),
  });
}
