import type { GetPositionResult } from '@pooled-staking/api';
import { skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useChosenPool } from '../pool/chosen-pool';
import { useSession } from '../wallet/session';
import { freshFrom } from './fresh-from';
import { accountKey } from './keys';
import { noteClosedSnap, useSnap } from './snap-status';
import { stakingClient } from './staking-client';
import { useAnswers } from './query-client';
import { useOptions } from '../options';

/** The account's stake, exits and lifetime rewards in the chosen pool. */
export function usePosition(): UseQueryResult<GetPositionResult> {
  const session = useSession();
  const { pool } = useChosenPool();
  const snap = useSnap();
  const queryClient = useAnswers();
  const options = useOptions();
  const keyBy = (teller: 'snap' | 'page'): readonly unknown[] => [...accountKey(session), 'position', pool.id, teller];
  return useQuery(
    {
      queryKey: keyBy(snap?.status === 'installed' ? 'snap' : 'page'),
      // What the page read stays in sight until the Snap has answered.
      placeholderData: () => queryClient.getQueryData<GetPositionResult>(keyBy('page')),
      queryFn: snap
        ? async () =>
            stakingClient(session, snap, options, () => {
              noteClosedSnap(queryClient, session);
            }).getPosition({
              account: session.account,
              pool: pool.id,
              minBlock: freshFrom(session.chainId, session.account),
            })
        : skipToken,
    },
    queryClient,
  );
}
