import {
  parseChangeOptions,
  protocolOf,
  type Address,
  type StakeQuote,
  type Subject,
  type Wei,
} from '@pooled-staking/core';
import { skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useChosenPool } from '../pools/chosen-pool';
import { useSession } from '../wallet/session';
import { useFollowQuote } from './follow-chain';
import { accountKey } from './keys';
import { publicFiles } from './public-files';
import { readOverWallet } from './wallet-reads';

/** What a stake would do and cost now, worked out by the page; nothing is asked without an amount. In wei. */
export function useStakeQuote(amount: Wei | null, of: Subject['of']): UseQueryResult<StakeQuote> {
  const session = useSession();
  const chosen = useChosenPool();
  const query = useQuery({
    queryKey: [...accountKey(session), 'stake-quote', chosen.pool.id, String(amount), of],
    structuralSharing: false,
    gcTime: 60_000,
    queryFn:
      amount === null
        ? skipToken
        : async ({ signal }): Promise<StakeQuote> =>
            readOverWallet(session, chosen, signal, async (context) => {
              const protocol = protocolOf(chosen.pool);
              const options = parseChangeOptions(chosen.pool, protocol, of);
              const withFiles = { ...context, ...publicFiles(chosen.network) };
              return protocol.quoteStake(withFiles, session.account as Address, amount, options);
            }),
  });
  useFollowQuote(query, query.data?.state.block.number);
  return query;
}
