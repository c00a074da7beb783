import {
  parseChangeOptions,
  protocolOf,
  type Address,
  type PlainOptions,
  type UnstakeQuote,
} from '@pooled-staking/core';
import { keepPreviousData, skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useChosenPool } from '../pools/chosen-pool';
import { useSession } from '../wallet/session';
import { accountKey } from './keys';
import { publicFilesForLook } from './public-files';
import { readOverWallet } from './wallet-reads';

/** What an exit would be if it were sent now. Nothing is asked of the person, and nothing is sent. */
export function useUnstakeQuote(
  amount: bigint | 'max' | null,
  of: Pick<PlainOptions, 'id' | 'asset'>,
): UseQueryResult<UnstakeQuote> {
  const session = useSession();
  const where = useChosenPool();
  const key = [...accountKey(session), 'unstake-quote', where.pool.id, of.id, of.asset];
  return useQuery({
    queryKey: [...key, String(amount)],
    structuralSharing: false,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    retry: false,
    queryFn:
      amount === null
        ? skipToken
        : async ({ signal }): Promise<UnstakeQuote> =>
            readOverWallet(session, where, signal, async (context) => {
              const protocol = protocolOf(where.pool);
              return protocol.quoteUnstake(
                { ...context, ...publicFilesForLook(where.network) },
                session.account as Address,
                amount,
                parseChangeOptions(where.pool, protocol, of),
              );
            }),
  });
}
