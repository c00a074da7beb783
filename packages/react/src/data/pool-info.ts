import type { PoolInfo } from '@pooled-staking/api';
import { StakingError } from '@pooled-staking/core';
import { skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useChosenPool } from '../pool/chosen-pool';
import { useSession } from '../wallet/session';
import { freshFrom } from './fresh-from';
import { poolsKey } from './keys';
import { useSnap } from './snap-status';
import { stakingClient } from './staking-client';
import { useAnswers } from './query-client';
import { useOptions } from '../options';

/** The facts of the chosen pool: from the Snap where it is installed, else from what the session reads with. */
export function usePoolInfo(): UseQueryResult<PoolInfo> {
  const session = useSession();
  const { pool } = useChosenPool();
  const snap = useSnap();
  const queryClient = useAnswers();
  const options = useOptions();
  const poolId = pool.id;
  const keyBy = (teller: 'snap' | 'page'): readonly unknown[] => [...poolsKey(session), poolId, teller];
  return useQuery(
    {
      queryKey: keyBy(snap?.status === 'installed' ? 'snap' : 'page'),
      // What the page read stays in sight until the Snap has answered.
      placeholderData: () => queryClient.getQueryData<PoolInfo>(keyBy('page')),
      queryFn: snap
        ? async (): Promise<PoolInfo> => {
            const { pools, unavailable } = await stakingClient(session, snap, options).getPools({
              pool: poolId,
              minBlock: freshFrom(session.chainId, session.account),
            });
            const info = pools.find(({ id }) => id.toLowerCase() === poolId.toLowerCase());
            if (!info) {
              const reason = unavailable[0]?.reason;
              throw new StakingError('CHAIN_UNAVAILABLE', { kind: 'pool-not-read', said: { text: reason ?? null } });
            }
            return info;
          }
        : skipToken,
    },
    queryClient,
  );
}
