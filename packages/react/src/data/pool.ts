import type { PoolInfo } from '@pooled-staking/api';
import { StakingError } from '@pooled-staking/core';
import { skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useOptions } from '../options';
import { usePlace, type About } from '../pool/about';
import { useFollow } from './follow-chain';
import { freshFrom } from './fresh-from';
import { poolsKey } from './keys';
import { useAnswers } from './query-client';
import { useSnapOf } from './snap-status';
import { stakingClient } from './staking-client';

/**
 * The facts of a pool, as the Snap's `getPools` gives them: from the Snap where it is installed, else from what reads the pool's
 * network. Kept in step with the chain. Amounts are in wei, as decimal strings; rates are decimal fractions.
 * @throws as {@link useChosenPool}. Errors are in the query: the Snap's, and StakingError CHAIN_UNAVAILABLE or CHAIN_INCONSISTENT.
 */
export function usePool(about?: Pick<About, 'pool'>): UseQueryResult<PoolInfo> {
  const { chosen, reader } = usePlace(about);
  const snap = useSnapOf(reader);
  const queryClient = useAnswers();
  const options = useOptions();
  const poolId = chosen.pool.id;
  const keyBy = (teller: 'snap' | 'page'): readonly unknown[] => [...poolsKey(reader), poolId, teller];
  const query = useQuery(
    {
      queryKey: keyBy(snap?.status === 'installed' ? 'snap' : 'page'),
      // What the page read stays in sight until the Snap has answered.
      placeholderData: () => queryClient.getQueryData<PoolInfo>(keyBy('page')),
      queryFn:
        reader && snap
          ? async (): Promise<PoolInfo> => {
              const { pools, unavailable } = await stakingClient(reader, snap, options).getPools({
                pool: poolId,
                minBlock: freshFrom(reader.chainId, reader.account),
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
  useFollow(reader, query, query.data?.asOf.blockNumber, 'few-blocks');
  return query;
}
