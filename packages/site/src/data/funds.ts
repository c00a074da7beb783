import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useSession } from '../wallet/session';
import { accountKey } from './keys';

/** What the account holds, and what gas costs: for the form's limits. In wei. */
export type Funds = { readonly balance: bigint; readonly gasPrice: bigint };

export function useFunds(): UseQueryResult<Funds> {
  const session = useSession();
  return useQuery({
    queryKey: [...accountKey(session), 'funds'],
    queryFn: async (): Promise<Funds> => {
      const { provider } = session.wallet;
      const [balance, gasPrice] = await Promise.all([
        provider.request({ method: 'eth_getBalance', params: [session.account, 'latest'] }),
        provider.request({ method: 'eth_gasPrice' }),
      ]);
      return { balance: BigInt(String(balance)), gasPrice: BigInt(String(gasPrice)) };
    },
  });
}
