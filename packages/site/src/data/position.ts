import type { GetPositionResult } from '@pooled-staking/api';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useChosenPool } from '../pools/chosen-pool';
import { useSession } from '../wallet/session';
import { freshFrom } from './fresh-from';
import { accountKey } from './keys';
import { snapClient } from './snap-client';
import { useSnapStatus } from './snap-status';

/** The account's stake, exits and lifetime rewards in the chosen pool. */
export function usePosition(): UseQueryResult<GetPositionResult> {
  const session = useSession();
  const { pool } = useChosenPool();
  const { data: snap } = useSnapStatus();
  return useQuery({
    queryKey: [...accountKey(session), 'position', pool.id],
    enabled: snap?.status === 'installed',
    queryFn: async () =>
      snapClient(session).getPosition({
        account: session.account,
        pool: pool.id,
        minBlock: freshFrom(session.chainId, session.account),
      }),
  });
}
