import { useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { forgetReads } from '../data/browser-store';
import { describeError, type Described } from '../errors/describe-error';
import { recall, remember, storageKeys } from '../storage';
import { discoverWallets, type Wallet } from './discovery';

/** A wallet that has let the site see an account. */
export type Session = { readonly wallet: Wallet; readonly account: string; readonly chainId: number };

type WalletState = {
  readonly wallets: readonly Wallet[];
  /** Still waiting for wallets to announce themselves, or for the one used last to answer. */
  readonly isSearching: boolean;
  readonly session: Session | null;
  /** The wallet that a connection is being asked of. */
  readonly connectingTo: string | null;
  readonly error: Described | null;
  readonly connect: (wallet: Wallet) => Promise<void>;
  readonly disconnect: () => Promise<void>;
};

const WalletContext = createContext<WalletState | null>(null);

/** How long wallets have to announce themselves before the page says that there is none. */
const searchTime = 600;

function firstAccount(accounts: unknown): string | null {
  const first: unknown = Array.isArray(accounts) ? (accounts as unknown[])[0] : undefined;
  return typeof first === 'string' && /^0x[0-9a-fA-F]{40}$/u.test(first) ? first : null;
}

function readChainId(value: unknown): number {
  const chainId = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(chainId)) {
    throw new Error('The wallet does not say which network it is on.');
  }
  return chainId;
}

/** Asks the wallet for its account and network; `null` when it shares no account. */
async function openSession(wallet: Wallet, method: 'eth_requestAccounts' | 'eth_accounts'): Promise<Session | null> {
  const account = firstAccount(await wallet.provider.request({ method }));
  if (!account) {
    return null;
  }
  return { wallet, account, chainId: readChainId(await wallet.provider.request({ method: 'eth_chainId' })) };
}

/** Finds wallets, holds the connection to one, and follows its account and network. */
export function WalletSessionProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const [wallets, setWallets] = useState<readonly Wallet[]>([]);
  const [isSearching, setIsSearching] = useState(true);
  const [session, setSession] = useState<Session | null>(null);
  const [connectingTo, setConnectingTo] = useState<string | null>(null);
  const [error, setError] = useState<Described | null>(null);
  const hasTriedLast = useRef(false);

  const endSession = useCallback(() => {
    setSession(null);
    queryClient.clear();
  }, [queryClient]);

  useEffect(() => {
    const lastUsed = recall(storageKeys.wallet);
    const timer = setTimeout(() => {
      setIsSearching(false);
    }, searchTime);
    const stop = discoverWallets((wallet) => {
      setWallets((known) => (known.some(({ uuid }) => uuid === wallet.uuid) ? known : [...known, wallet]));
      if (wallet.rdns === lastUsed && !hasTriedLast.current) {
        hasTriedLast.current = true;
        // Not asked for by the person, so a failure is no news: the page stays unconnected.
        openSession(wallet, 'eth_accounts').then(setSession, () => undefined);
      }
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);

  const provider = session?.wallet.provider;
  useEffect(() => {
    if (!provider?.on) {
      return undefined;
    }
    const onAccounts = (accounts: unknown): void => {
      const account = firstAccount(accounts);
      if (account) {
        setSession((current) => current && { ...current, account });
      } else {
        remember(storageKeys.wallet, null);
        endSession();
      }
    };
    const onChain = (chain: unknown): void => {
      try {
        const chainId = readChainId(chain);
        setSession((current) => current && { ...current, chainId });
      } catch (failure) {
        setError(describeError(failure));
        endSession();
      }
    };
    provider.on('accountsChanged', onAccounts);
    provider.on('chainChanged', onChain);
    return () => {
      provider.removeListener?.('accountsChanged', onAccounts);
      provider.removeListener?.('chainChanged', onChain);
    };
  }, [provider, endSession]);

  const connect = useCallback(async (wallet: Wallet) => {
    setError(null);
    setConnectingTo(wallet.uuid);
    try {
      const opened = await openSession(wallet, 'eth_requestAccounts');
      if (!opened) {
        throw new Error('The wallet shared no account. Choose one in the wallet and try again.');
      }
      remember(storageKeys.wallet, wallet.rdns);
      setSession(opened);
    } catch (failure) {
      setError(describeError(failure));
    } finally {
      setConnectingTo(null);
    }
  }, []);

  const disconnect = useCallback(async () => {
    remember(storageKeys.wallet, null);
    endSession();
    await forgetReads();
    // The wallet forgets the site too where it can; where not, the site has forgotten the wallet all the same.
    await provider
      ?.request({ method: 'wallet_revokePermissions', params: [{ eth_accounts: {} }] })
      .catch(() => undefined);
  }, [provider, endSession]);

  const state = useMemo(
    () => ({ wallets, isSearching, session, connectingTo, error, connect, disconnect }),
    [wallets, isSearching, session, connectingTo, error, connect, disconnect],
  );
  return <WalletContext.Provider value={state}>{children}</WalletContext.Provider>;
}

/** The state of wallets and connection. */
export function useWallet(): WalletState {
  const state = useContext(WalletContext);
  if (!state) {
    throw new Error('useWallet needs a WalletSessionProvider around it.');
  }
  return state;
}

/** The open session: for what is only drawn while connected. */
export function useSession(): Session {
  const { session } = useWallet();
  if (!session) {
    throw new Error('useSession needs an open session.');
  }
  return session;
}
