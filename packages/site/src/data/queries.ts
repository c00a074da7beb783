import { createStakingClient, type GetPositionResult, type PoolInfo, type StakingClient } from '@pooled-staking/api';
import {
  networks,
  readBlock,
  StakingError,
  toIsoTime,
  type Network,
  type Pool,
  type PoolOnNetwork,
} from '@pooled-staking/core';
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { pollInterval, snapId } from '../config';
import { errorNumberOf } from '../errors/describe-error';
import { useSession, type Session } from '../wallet/session';
import { freshFrom } from './fresh-from';
import { readPoolFacts } from './pool-facts';

/** The pool on the wallet's network, or `null` where there is none. */
export function poolOnChain(chainId: number): PoolOnNetwork | null {
  const network: Network | undefined = networks.find((each) => each.chainId === chainId);
  const pool: Pool | undefined = network?.pools[0];
  return network && pool ? { network, pool } : null;
}

/** Every answer about an account on a chain lies under this key, so that no other account or chain ever shows it. */
export function accountKey({ wallet, chainId, account }: Session): readonly unknown[] {
  return ['account', wallet.id, chainId, account.toLowerCase()];
}

/** Answers about a chain that are the same for all accounts. */
function chainKey({ wallet, chainId }: Session): readonly unknown[] {
  return ['chain', wallet.id, chainId];
}

/** The pool's facts, whoever gave them. */
export function poolKey(session: Session): readonly unknown[] {
  return [...chainKey(session), 'pool'];
}

/** The Snap's methods, called through the session's wallet. */
export function snapClient({ wallet }: Session): StakingClient {
  return createStakingClient(async (args) => wallet.provider.request(args), snapId);
}

export type SnapStatus =
  | { readonly status: 'installed'; readonly version: string }
  | { readonly status: 'missing' }
  /** The wallet runs no Snaps. */
  | { readonly status: 'unsupported' };

function readSnapStatus(snaps: unknown): SnapStatus {
  const snap = (
    snaps as Record<string, { version?: unknown; enabled?: unknown; blocked?: unknown } | undefined> | null
  )?.[snapId];
  return snap && snap.enabled !== false && snap.blocked !== true
    ? { status: 'installed', version: typeof snap.version === 'string' ? snap.version : '' }
    : { status: 'missing' };
}

const snapKey = ({ wallet, account }: Session): readonly unknown[] => ['snap', wallet.id, account.toLowerCase()];

/** Whether the wallet runs Snaps and has this one. */
export function useSnapStatus(): UseQueryResult<SnapStatus> {
  const session = useSession();
  return useQuery({
    queryKey: snapKey(session),
    queryFn: async (): Promise<SnapStatus> => {
      try {
        return readSnapStatus(await session.wallet.provider.request({ method: 'wallet_getSnaps' }));
      } catch (error) {
        const number = errorNumberOf(error);
        if (
          number === -32601 ||
          number === 4200 ||
          /not (supported|available|exist)|unsupported/iu.test((error as Error).message)
        ) {
          return { status: 'unsupported' };
        }
        throw error;
      }
    },
  });
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
      const status = readSnapStatus(snaps);
      if (status.status !== 'installed') {
        throw new Error('The wallet did not install the Snap.');
      }
      return status;
    },
    onSuccess: (status) => queryClient.setQueryData(snapKey(session), status),
  });
}

/** The newest block as the wallet's node tells it. */
export type Head = { readonly number: number; readonly timestamp: string };

/** Follows the chain while the page is in sight: the only question that is asked on a timer. */
export function useHead(): UseQueryResult<Head> {
  const session = useSession();
  return useQuery({
    queryKey: [...chainKey(session), 'head'],
    queryFn: async (): Promise<Head> => {
      const block = await readBlock(async (args) => session.wallet.provider.request(args));
      return { number: block.number, timestamp: toIsoTime(block.timestamp) };
    },
    refetchInterval: pollInterval(session.chainId),
    refetchOnWindowFocus: 'always',
    retry: false,
  });
}

/** The facts of the pool on the wallet's chain: from the Snap once it is installed, before from the wallet's own node. */
export function usePool(): UseQueryResult<PoolInfo> {
  const session = useSession();
  const { data: snap } = useSnapStatus();
  const found = poolOnChain(session.chainId);
  const isInstalled = snap?.status === 'installed';
  const queryClient = useQueryClient();
  return useQuery({
    queryKey: [...poolKey(session), isInstalled ? 'snap' : 'wallet'],
    // What the wallet's node said stays in sight until the Snap has answered.
    placeholderData: () => queryClient.getQueryData<PoolInfo>([...poolKey(session), 'wallet']),
    enabled: found !== null && snap !== undefined,
    queryFn: async (): Promise<PoolInfo> => {
      if (!found) {
        throw new StakingError('UNSUPPORTED_CHAIN', 'There is no pool on this network.');
      }
      if (!isInstalled) {
        return readPoolFacts(async (args) => session.wallet.provider.request(args), found);
      }
      const chainId = `eip155:${session.chainId}`;
      const { pools, unavailable } = await snapClient(session).getPools({
        chainId,
        minBlock: freshFrom(session.chainId, session.account),
      });
      const info = pools.find(({ id }) => id.toLowerCase() === found.pool.id.toLowerCase());
      if (!info) {
        const reason = unavailable.find((each) => each.chainId === chainId)?.reason;
        throw new StakingError('CHAIN_UNAVAILABLE', reason ?? 'The Snap could not read the pool.');
      }
      return info;
    },
  });
}

/** The account's stake, exits and lifetime rewards. */
export function usePosition(): UseQueryResult<GetPositionResult> {
  const session = useSession();
  const { data: snap } = useSnapStatus();
  const found = poolOnChain(session.chainId);
  const isEnabled = found !== null && snap?.status === 'installed';
  return useQuery({
    queryKey: [...accountKey(session), 'position'],
    enabled: isEnabled,
    queryFn: async () =>
      snapClient(session).getPosition({
        account: session.account,
        ...(found ? { pool: found.pool.id } : {}),
        minBlock: freshFrom(session.chainId, session.account),
      }),
  });
}

/** What the account holds, and what gas costs: for the form's limits. In wei. */
export type Funds = { readonly balance: bigint; readonly gasPrice: bigint };

export function useFunds(): UseQueryResult<Funds> {
  const session = useSession();
  return useQuery({
    queryKey: [...accountKey(session), 'funds'],
    queryFn: async (): Promise<Funds> => {
      const { provider } = session.wallet;
      const [balance, gasPrice] = await Promise.all([
        provider.request({ method: 'eth_getBalance', params: [session.account, 'latest'] }),
        provider.request({ method: 'eth_gasPrice' }),
      ]);
      return { balance: BigInt(String(balance)), gasPrice: BigInt(String(gasPrice)) };
    },
  });
}
