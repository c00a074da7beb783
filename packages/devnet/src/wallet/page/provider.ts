import type { RpcError, RpcReply, RpcRequest, WalletState } from '../protocol';

type Listener = (...values: unknown[]) => void;

/** An EIP-1193 provider. */
export type Provider = {
  readonly isDevelopmentWallet: true;
  isConnected(): boolean;
  request(request: RpcRequest): Promise<unknown>;
  on(event: string, listener: Listener): Provider;
  removeListener(event: string, listener: Listener): Provider;
};

export type ProviderUpdates = {
  onState(state: WalletState): void;
  onOnline(isOnline: boolean): void;
};

/** The error that a request rejects with: code and data as EIP-1193 wants them. */
class ProviderRpcError extends Error {
  override readonly name = 'ProviderRpcError';
  readonly code: number;
  readonly data?: unknown;

  constructor({ code, message, data }: RpcError) {
    super(message);
    this.code = code;
    if (data !== undefined) {
      this.data = data;
    }
  }
}

const toHexChainId = (chainId: number) => `0x${chainId.toString(16)}`;

/** Makes the provider, and the two functions by which it learns what happens in the wallet. */
export function createProvider(send: (request: RpcRequest) => Promise<RpcReply>): {
  provider: Provider;
  updates: ProviderUpdates;
} {
  const listeners = new Map<string, Set<Listener>>();
  let known: { chainId: string; accounts: string } | null = null;
  let isOnline = false;

  const emit = (event: string, ...values: unknown[]) => {
    for (const listener of [...(listeners.get(event) ?? [])]) {
      try {
        listener(...values);
      } catch (error) {
        // A mistake in a page's listener is the page's: it must not keep others from hearing.
        reportError(error);
      }
    }
  };

  const provider: Provider = {
    isDevelopmentWallet: true,
    isConnected: () => isOnline,
    request: async (asked: unknown) => {
      const { method, params } = (asked ?? {}) as Partial<RpcRequest>;
      if (typeof method !== 'string' || method === '') {
        throw new ProviderRpcError({ code: -32600, message: 'Expected { method, params? }.' });
      }
      const reply = await send(params === undefined ? { method } : { method, params });
      if ('error' in reply) {
        throw new ProviderRpcError(reply.error);
      }
      return reply.result;
    },
    on: (event, listener) => {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
      return provider;
    },
    removeListener: (event, listener) => {
      listeners.get(event)?.delete(listener);
      return provider;
    },
  };

  return {
    provider,
    updates: {
      onState: ({ chainId, connected }) => {
        const before = known;
        known = { chainId: toHexChainId(chainId), accounts: JSON.stringify(connected) };
        if (!isOnline) {
          isOnline = true;
          emit('connect', { chainId: known.chainId });
        }
        if (before && before.chainId !== known.chainId) {
          emit('chainChanged', known.chainId);
        }
        if (before && before.accounts !== known.accounts) {
          emit('accountsChanged', [...connected]);
        }
      },
      onOnline: (online) => {
        if (!online && isOnline) {
          isOnline = false;
          emit('disconnect', new ProviderRpcError({ code: 4900, message: 'The development wallet is not reachable.' }));
        }
      },
    },
  };
}

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect x="1" y="1" width="30" height="30" rx="8" fill="#b45309"/><path d="M9 12h14v10H9z M9 12l10-3v3 M18 17h5" fill="none" stroke="#fff" stroke-width="2"/></svg>`;

export const providerName = 'Development wallet';
export const providerRdns = 'dev.pooled-staking.devnet';

/** Makes the provider known to the page, by EIP-6963: now, and whenever the page asks. */
export function announceProvider(provider: Provider): void {
  const detail = Object.freeze({
    info: Object.freeze({
      uuid: crypto.randomUUID(),
      name: providerName,
      icon: `data:image/svg+xml,${encodeURIComponent(icon)}`,
      rdns: providerRdns,
    }),
    provider,
  });
  const announce = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
  window.addEventListener('eip6963:requestProvider', announce);
  announce();
}
