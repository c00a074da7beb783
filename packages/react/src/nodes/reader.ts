import type { Network } from '@pooled-staking/core';
import type { Wallet } from '../wallet/discovery';
import { useWallet } from '../wallet/session';
import { useNodeWallet } from './nodes';

/** What reads a network: the wallet while it is there, else the visitor's node or the host's; `null` where nothing does. */
export function useReader(network: Network): Wallet | null {
  const { session } = useWallet();
  const node = useNodeWallet(network);
  return session?.chainId === network.chainId ? session.wallet : node;
}
