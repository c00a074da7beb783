import type { GetPositionResult } from '@pooled-staking/api';
import { skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useOptions } from '../options';
import { usePlace, type About } from '../pool/about';
import { useFollow } from './follow-chain';
import { freshFrom } from './fresh-from';
import { accountKey } from './keys';
import { useAnswers } from './query-client';
import { findInBooks } from './pool-books';
import { noteClosedSnap, useSnapOf } from './snap-status';
import { stakingClient } from './staking-client';

/**
 * An account's stake, exits and lifetime rewards in a pool, as the Snap's `getPosition` gives them: from the Snap where it is
 * installed, else from what reads the pool's network. Kept in step with each block. Amounts are in wei, as decimal strings, shares
 * rounded down to assets as the pool itself does; sums that a node's logs do not prove are `null`, with the reason.
 * @throws as {@link useChosenPool}. Errors are in the query: the Snap's, and StakingError CHAIN_UNAVAILABLE or CHAIN_INCONSISTENT.
 */
export function usePosition(about?: About): UseQueryResult<GetPositionResult> {
  const { chosen, session } = usePlace(about);
  const { pool } = chosen;
  const snap = useSnapOf(session);
  const queryClient = useAnswers();
  const options = useOptions();
  const keyBy = (teller: 'snap' | 'page'): readonly unknown[] => [...accountKey(session), 'position', pool.id, teller];
  const query = useQuery(
    {
      queryKey: keyBy(snap?.status === 'installed' ? 'snap' : 'page'),
      // What the page read stays in sight until the Snap has answered.
      placeholderData: () => queryClient.getQueryData<GetPositionResult>(keyBy('page')),
      queryFn:
        session && snap
          ? async () => {
              if (snap.status !== 'installed') {
                await findInBooks(queryClient, options, chosen, session);
              }
              return stakingClient(session, snap, options, () => {
                noteClosedSnap(queryClient, session);
              }).getPosition({
                account: session.account,
                pool: pool.id,
                minBlock: freshFrom(session.chainId, session.account),
              });
            }
          : skipToken,
    },
    queryClient,
  );
  useFollow(session, query, query.data?.asOf.blockNumber, 'each-block');
  return query;
}
