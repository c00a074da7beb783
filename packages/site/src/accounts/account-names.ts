import { local, networkByChainId, readPrimaryNames, resolveName, type Network } from '@pooled-staking/core';
import type { Address, NameContext, NamedAddress, NameFault } from '@pooled-staking/core';
import { useNodeWallet, type Wallet } from '@pooled-staking/react';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { hostNodes } from '../config';
import type { SiteKey } from '../texts/texts';

const mainnetChainId = 1;

/** Where names are looked up: on Ethereum, and on a devnet's own chain where that serves the site. */
export const networkOfNames: Network =
  hostNodes[local.chainId] === undefined ? networkByChainId(mainnetChainId) : local;

/** Reads names at a node; nothing is read without one. */
function useNames<Result>(
  network: Network,
  about: string,
  read: (context: NameContext) => Promise<Result>,
): UseQueryResult<Result> & { readonly node: Wallet | null } {
  const node = useNodeWallet(network);
  const query = useQuery({
    queryKey: ['names', network.chainId, node?.id, about],
    queryFn: async () => {
      if (!node) {
        throw new Error('There is no node to read names at.');
      }
      return read({ network, request: async (args) => node.provider.request(args) });
    },
    enabled: node !== null,
  });
  return { ...query, node };
}

/** The account that a name stands for, read on the chain; it fails with core's NameError where it stands for none. */
export function useNamedAccount(
  network: Network,
  name: string,
): UseQueryResult<NamedAddress> & { readonly node: Wallet | null } {
  return useNames(network, name, async (context) => resolveName(context, name));
}

/** The name that an account calls itself by; `null` without one, and until it is known. */
export function useNameOf(network: Network, account: string): string | null {
  const { data } = useNames(network, account, async (context) => readPrimaryNames(context, [account as Address]));
  return data?.[0] ?? null;
}

/** Why a name leads to no account, in words. */
export const textOfFault = {
  'not-a-name': 'account.nameMalformed',
  'not-normalizable': 'account.nameUnusual',
  'no-names-here': 'account.nameNowhere',
  'no-resolver': 'account.nameUnknown',
  'no-address': 'account.nameEmpty',
  'resolver-fails': 'account.nameFails',
  'off-chain': 'account.nameOffChain',
} as const satisfies Record<NameFault, SiteKey<{ name: string }>>;
