import type { Network } from '@pooled-staking/core';
import { useMutation } from '@tanstack/react-query';
import { walletNumberOf, WalletError } from '../errors';
import type { WalletProvider } from '../wallet/discovery';
import { useSession } from '../wallet/session';
import { useAnswers } from './query-client';

const toHex = ({ chainId }: Network): string => `0x${chainId.toString(16)}`;

/** Asks the wallet to add a network and change to it. One that every wallet should know is said in words. */
async function add(provider: WalletProvider, network: Network): Promise<void> {
  const { name, chainId, nativeAsset, publicNodes, explorer } = network;
  if (!publicNodes) {
    throw new WalletError('networkNotAdded', { network: name, chain: String(chainId) });
  }
  await provider.request({
    method: 'wallet_addEthereumChain',
    params: [
      {
        chainId: toHex(network),
        chainName: name,
        nativeCurrency: { name: nativeAsset.symbol, symbol: nativeAsset.symbol, decimals: nativeAsset.decimals },
        rpcUrls: publicNodes,
        ...(explorer === null ? {} : { blockExplorerUrls: [explorer] }),
      },
    ],
  });
}

/** Asks the wallet to change to a network, and to add one that it does not know. */
export function useSwitchNetwork() {
  const { wallet } = useSession();
  const queryClient = useAnswers();
  return useMutation(
    {
      networkMode: 'always',
      mutationFn: async (network: Network) => {
        try {
          await wallet.provider.request({
            method: 'wallet_switchEthereumChain',
            params: [{ chainId: toHex(network) }],
          });
        } catch (error) {
          if (walletNumberOf(error) !== 4902) {
            throw error;
          }
          await add(wallet.provider, network);
        }
      },
    },
    queryClient,
  );
}
