import type { PoolInfo } from '@pooled-staking/api';
import { StakingError } from '@pooled-staking/core';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useChosenPool } from '../pools/chosen-pool';
import { useSession } from '../wallet/session';
import { freshFrom } from './fresh-from';
import { poolsKey } from './keys';
import { readPoolFacts } from './pool-facts';
import { snapClient } from './snap-client';
import { useSnapStatus } from './snap-status';

/** The facts of the chosen pool: from the Snap once it is installed, before from the wallet's own node. */
export function usePoolInfo(): UseQueryResult<PoolInfo> {
  const session = useSession();
  const chosen = useChosenPool();
  const { data: snap } = useSnapStatus();
  const queryClient = useQueryClient();
  const isInstalled = snap?.status === 'installed';
  const poolId = chosen.pool.id;
  const keyBy = (teller: 'snap' | 'wallet'): readonly unknown[] => [...poolsKey(session), poolId, teller];
  return useQuery({
    queryKey: keyBy(isInstalled ? 'snap' : 'wallet'),
    // What the wallet's node said stays in sight until the Snap has answered.
    placeholderData: () => queryClient.getQueryData<PoolInfo>(keyBy('wallet')),
    enabled: snap !== undefined,
    queryFn: async (): Promise<PoolInfo> => {
      if (!isInstalled) {
        return readPoolFacts(async (args) => session.wallet.provider.request(args), chosen);
      }
      const { pools, unavailable } = await snapClient(session).getPools({
        pool: poolId,
        minBlock: freshFrom(session.chainId, session.account),
      });
      const info = pools.find(({ id }) => id.toLowerCase() === poolId.toLowerCase());
      if (!info) {
        const reason = unavailable[0]?.reason;
        throw new StakingError('CHAIN_UNAVAILABLE', { kind: 'pool-not-read', said: { text: reason ?? null } });
      }
      return info;
    },
  });
}
