import {
  parseChangeOptions,
  protocolOf,
  type Address,
  type Subject,
  type UnstakeQuote,
  type Wei,
} from '@pooled-staking/core';
import { skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useChosenPool } from '../pools/chosen-pool';
import { useSession } from '../wallet/session';
import { useFollowQuote } from './follow-chain';
import { accountKey } from './keys';
import { publicFiles } from './public-files';
import { readOverWallet } from './wallet-reads';

/** What an exit would do and cost now, worked out by the page; nothing is asked without an amount. In wei. */
export function useUnstakeQuote(amount: Wei | 'max' | null, of: Subject['of']): UseQueryResult<UnstakeQuote> {
  const session = useSession();
  const chosen = useChosenPool();
  const query = useQuery({
    queryKey: [...accountKey(session), 'unstake-quote', chosen.pool.id, String(amount), of],
    structuralSharing: false,
    gcTime: 60_000,
    queryFn:
      amount === null
        ? skipToken
        : async ({ signal }): Promise<UnstakeQuote> =>
            readOverWallet(session, chosen, signal, async (context) => {
              const protocol = protocolOf(chosen.pool);
              const options = parseChangeOptions(chosen.pool, protocol, of);
              const withFiles = { ...context, ...publicFiles(chosen.network) };
              return protocol.quoteUnstake(withFiles, session.account as Address, amount, options);
            }),
  });
  useFollowQuote(query, query.data?.state.block.number);
  return query;
}
