import { createNodeRequest, isServerUrl, type Network, type Request } from '@pooled-staking/core';
import { useCallback, useSyncExternalStore } from 'react';
import { useOptions, type StakingOptions } from '../options';
import { recall, remember } from '../storage';
import type { Wallet } from '../wallet/discovery';

type Place = Pick<StakingOptions, 'storage'>;

const keyOf = ({ storage }: Place, { chainId }: Network): string => `${storage}.node.${chainId}`;

const listeners = new Set<() => void>();

function watch(onChange: () => void): () => void {
  listeners.add(onChange);
  // Of other tabs.
  window.addEventListener('storage', onChange);
  return () => {
    listeners.delete(onChange);
    window.removeEventListener('storage', onChange);
  };
}

/** A network's node that the visitor has set; `null` without one. What is stored may have been changed by hand. */
function ownNode(place: Place, network: Network): string | null {
  const url = recall(keyOf(place, network));
  return isServerUrl(url) ? url : null;
}

/** Sets the visitor's node of a network, or forgets it with `null`. It stays in this browser. */
function setOwnNode(place: Place, network: Network, url: string | null): void {
  remember(keyOf(place, network), url);
  listeners.forEach((listener) => {
    listener();
  });
}

/** Where a network is read without a wallet: the visitor's node, else the host's; `null` where there is neither. */
function nodeOf(options: StakingOptions, network: Network): string | null {
  const given = options.nodes[network.chainId];
  // A host's own may be a path of its server.
  const hosts = given === undefined ? null : new URL(given, window.location.href).href;
  return ownNode(options, network) ?? (isServerUrl(hosts) ? hosts : null);
}

/** Tells where a network is read without a wallet, or `null`: as it is now, for what is not drawn anew when it changes. */
export function useNodeLookup(): (network: Network) => string | null {
  const options = useOptions();
  return useCallback((network) => nodeOf(options, network), [options]);
}

/** The visitor's own node of a network, or `null`, and the way to set it; `null` forgets it. It stays in this browser. */
export function useOwnNode(network: Network): readonly [url: string | null, set: (url: string | null) => void] {
  const options = useOptions();
  const url = useSyncExternalStore(
    watch,
    () => ownNode(options, network),
    () => null,
  );
  const set = useCallback(
    (next: string | null) => {
      setOwnNode(options, network, next);
    },
    [options, network],
  );
  return [url, set];
}

/** As {@link nodeOf}, followed; `null` as well while the page comes to life. */
function useNode(network: Network): string | null {
  const options = useOptions();
  return useSyncExternalStore(
    watch,
    () => nodeOf(options, network),
    () => null,
  );
}

const wallets = new Map<string, Wallet>();

/** A network's node in the shape of a wallet, one for each address: it reads, and knows no accounts. */
function nodeWallet(network: Network, url: string): Wallet {
  const key = `${network.chainId} ${url}`;
  const wallet = wallets.get(key) ?? createNodeWallet(network, url);
  wallets.set(key, wallet);
  return wallet;
}

function createNodeWallet(network: Network, url: string): Wallet {
  const ask = createNodeRequest(async (address, options) => fetch(address, options), url, network);
  let isChainAsked = false;
  const request: Request = async (args) => {
    if (!isChainAsked) {
      isChainAsked = true;
      // Beside the first question: a reading asks for the chain when it ends, and has no step to wait then.
      void ask({ method: 'eth_chainId' }).catch(() => undefined);
    }
    return ask(args);
  };
  return { id: `node ${url}`, name: new URL(url).host, icon: '', rdns: '', provider: { request } };
}

/** A network's node as a wallet, the same while its address stays; `null` without one. */
export function useNodeWallet(network: Network): Wallet | null {
  const url = useNode(network);
  return url === null ? null : nodeWallet(network, url);
}
