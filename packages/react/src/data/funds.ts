import { tokenAbi, type Asset } from '@pooled-staking/core';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useSession } from '../wallet/session';
import { accountKey } from './keys';
import { useAnswers } from './query-client';

/** What the account holds of an asset, and what gas costs: for the form's limits. In wei. */
export type Funds = { readonly balance: bigint; readonly gasPrice: bigint };

export function useFunds({ symbol, address }: Asset): UseQueryResult<Funds> {
  const session = useSession();
  const queryClient = useAnswers();
  return useQuery(
    {
      queryKey: [...accountKey(session), 'funds', symbol],
      queryFn: async (): Promise<Funds> => {
        const { provider } = session.wallet;
        const [balance, gasPrice] = await Promise.all([
          address === null
            ? provider.request({ method: 'eth_getBalance', params: [session.account, 'latest'] })
            : provider.request({
                method: 'eth_call',
                params: [{ to: address, data: tokenAbi.encodeFunctionData('balanceOf', [session.account]) }, 'latest'],
              }),
          provider.request({ method: 'eth_gasPrice' }),
        ]);
        return { balance: BigInt(String(balance)), gasPrice: BigInt(String(gasPrice)) };
      },
    },
    queryClient,
  );
}
