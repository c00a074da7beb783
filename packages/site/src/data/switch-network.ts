import type { Network } from '@pooled-staking/core';
import { useMutation } from '@tanstack/react-query';
import { errorNumberOf, SiteError } from '../errors/describe-error';
import { useSession } from '../wallet/session';

/** Asks the wallet to change to a network; one that the wallet does not know is said in words. */
export function useSwitchNetwork() {
  const { wallet } = useSession();
  return useMutation({
    networkMode: 'always',
    mutationFn: async (network: Network) => {
      const chainId = `0x${network.chainId.toString(16)}`;
      try {
        await wallet.provider.request({ method: 'wallet_switchEthereumChain', params: [{ chainId }] });
      } catch (error) {
        if (errorNumberOf(error) !== 4902) {
          throw error;
        }
        throw new SiteError('networkNotAdded', { network: network.name, chain: String(network.chainId) });
      }
    },
  });
}
