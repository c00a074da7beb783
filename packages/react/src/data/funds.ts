import { tokenAbi, type Asset } from '@pooled-staking/core';
import { skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { usePlace, type About } from '../pool/about';
import { useFollow } from './follow-chain';
import { accountKey } from './keys';
import { useAnswers } from './query-client';

/** What the account holds of an asset, and what gas costs: for a form's limits. In wei. */
export type Funds = { readonly balance: bigint; readonly gasPrice: bigint };

/**
 * What an account holds of an asset on a pool's network; the pool's own without one. Kept in step with each block.
 * @throws as {@link useChosenPool}.
 */
export function useFunds({ asset, ...about }: About & { readonly asset?: Asset } = {}): UseQueryResult<Funds> {
  const { chosen, session } = usePlace(about);
  const queryClient = useAnswers();
  const { symbol, address } = asset ?? chosen.pool.asset;
  const query = useQuery(
    {
      queryKey: [...accountKey(session), 'funds', symbol],
      queryFn: session
        ? async (): Promise<Funds> => {
            const { provider } = session.wallet;
            const [balance, gasPrice] = await Promise.all([
              address === null
                ? provider.request({ method: 'eth_getBalance', params: [session.account, 'latest'] })
                : provider.request({
                    method: 'eth_call',
                    params: [
                      { to: address, data: tokenAbi.encodeFunctionData('balanceOf', [session.account]) },
                      'latest',
                    ],
                  }),
              provider.request({ method: 'eth_gasPrice' }),
            ]);
            return { balance: BigInt(String(balance)), gasPrice: BigInt(String(gasPrice)) };
          }
        : skipToken,
    },
    queryClient,
  );
  useFollow(session, query, undefined, 'each-block');
  return query;
}
