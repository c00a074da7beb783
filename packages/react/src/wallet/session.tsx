import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { forgetReads } from '../data/browser-store';
import { WalletError } from '../errors';
import { useOptions } from '../options';
import { recall, remember } from '../storage';
import { keptTransactions } from '../transactions/sent';
import { discoverWallets, type Wallet } from './discovery';
import { onlyNamesake } from './namesakes';
import { useAnswers } from '../data/query-client';

/** An account on a network, and what reads there: a wallet that has let the site see it, or a node. */
export type Session = {
  readonly wallet: Wallet;
  readonly account: string;
  readonly chainId: number;
  /** Nothing can be asked of the account itself: it is only looked at. */
  readonly isReadOnly: boolean;
};

/** The state of wallets and connection. */
export type WalletState = {
  readonly wallets: readonly Wallet[];
  /** Still waiting for wallets to announce themselves, or for the one used last to answer. */
  readonly isSearching: boolean;
  readonly session: Session | null;
  /** The wallet that was connected and shares no account now, because it is locked or because it was told to. */
  readonly silent: Wallet | null;
  /** The wallet that a connection is being asked of. */
  readonly connectingTo: string | null;
  /** Why the last connection failed, or ended; {@link WalletError} or what the wallet said. `null` without one. */
  readonly error: unknown;
  readonly connect: (wallet: Wallet) => Promise<void>;
  readonly disconnect: () => Promise<void>;
};

const WalletContext = createContext<WalletState | null>(null);

export const SessionContext = createContext<Session | null>(null);

/** How long wallets have to announce themselves before the page says that there is none, in milliseconds. */
const searchTime = 600;

/** How long others have to announce themselves before the wallet used last is taken up again, in milliseconds. */
const namesakeTime = 250;

function firstAccount(accounts: unknown): string | null {
  const first: unknown = Array.isArray(accounts) ? (accounts as unknown[])[0] : undefined;
  return typeof first === 'string' && /^0x[0-9a-fA-F]{40}$/u.test(first) ? first : null;
}

function readChainId(value: unknown): number {
  const chainId = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(chainId)) {
    throw new WalletError('noNetwork');
  }
  return chainId;
}

/** The session of an account, on the network that the wallet is on. */
async function sessionOf(wallet: Wallet, account: string): Promise<Session> {
  const chainId = readChainId(await wallet.provider.request({ method: 'eth_chainId' }));
  return { wallet, account, chainId, isReadOnly: false };
}

/** Asks the wallet for its account and network; `null` when it shares no account. */
async function openSession(wallet: Wallet, method: 'eth_requestAccounts' | 'eth_accounts'): Promise<Session | null> {
  const account = firstAccount(await wallet.provider.request({ method }));
  return account ? sessionOf(wallet, account) : null;
}

/** Finds wallets, holds the connection to one, and follows its account and network. */
export function WalletSessionProvider({ children }: { children: ReactNode }) {
  const queryClient = useAnswers();
  const { storage } = useOptions();
  const walletKey = `${storage}.wallet`;
  const [wallets, setWallets] = useState<readonly Wallet[]>([]);
  const [isSearching, setIsSearching] = useState(true);
  const [isSettled, setIsSettled] = useState(false);
  const [session, setSession] = useState<Session | null>(null);
  /** The wallet that is listened to; it outlives the session, since a wallet that is locked shares no account. */
  const [held, setHeld] = useState<Wallet | null>(null);
  const [isSilent, setIsSilent] = useState(false);
  const [connectingTo, setConnectingTo] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  /** The name of the wallet that is taken up again without a question; `null` once the person has chosen. */
  const lastUsed = useRef<string | null>(null);

  const endSession = useCallback(() => {
    setSession(null);
    queryClient.clear();
  }, [queryClient]);

  useEffect(() => {
    lastUsed.current = recall(walletKey);
    const timers = [
      setTimeout(() => {
        setIsSettled(true);
      }, namesakeTime),
      setTimeout(() => {
        setIsSearching(false);
      }, searchTime),
    ];
    const stop = discoverWallets((wallet) => {
      setWallets((known) => (known.some(({ id }) => id === wallet.id) ? known : [...known, wallet]));
    });
    return () => {
      timers.forEach(clearTimeout);
      stop();
    };
  }, [walletKey]);

  useEffect(() => {
    if (isSettled && lastUsed.current !== null) {
      // Once it is held as well: a second wallet of that name may come late, and then the person has to choose.
      const wallet = onlyNamesake(wallets, lastUsed.current);
      if (wallet?.id !== held?.id) {
        setHeld(wallet);
        endSession();
      }
    }
  }, [wallets, isSettled, held, endSession]);

  useEffect(() => {
    if (!held) {
      return undefined;
    }
    const { provider } = held;
    /** Answers may come in another order than news: only the newest counts. */
    let newest = 0;
    const follow = (asked: Promise<Session | null>): void => {
      const mine = (newest += 1);
      asked.then(
        (opened) => {
          if (mine === newest) {
            setIsSilent(!opened);
            setSession(opened);
          }
        },
        // Not asked for by the person, so a failure is no news: the page stays as it is.
        () => undefined,
      );
    };
    const onAccounts = (accounts: unknown): void => {
      const account = firstAccount(accounts);
      if (account) {
        setSession((current) => current && { ...current, account });
        follow(sessionOf(held, account));
      } else {
        // Locked, or told to share nothing. It says so too when that is over.
        newest += 1;
        setIsSilent(true);
        endSession();
      }
    };
    const onChain = (chain: unknown): void => {
      newest += 1;
      try {
        const chainId = readChainId(chain);
        setSession((current) => current && { ...current, chainId });
      } catch (failure) {
        setError(failure);
        setHeld(null);
        endSession();
      }
    };
    provider.on?.('accountsChanged', onAccounts);
    provider.on?.('chainChanged', onChain);
    if (lastUsed.current !== null) {
      follow(openSession(held, 'eth_accounts'));
    }
    return () => {
      newest += 1;
      setIsSilent(false);
      provider.removeListener?.('accountsChanged', onAccounts);
      provider.removeListener?.('chainChanged', onChain);
    };
  }, [held, endSession]);

  const connect = useCallback(
    async (wallet: Wallet) => {
      setError(null);
      setConnectingTo(wallet.id);
      try {
        const opened = await openSession(wallet, 'eth_requestAccounts');
        if (!opened) {
          throw new WalletError('noAccount');
        }
        lastUsed.current = null;
        remember(walletKey, wallet.rdns || null);
        setHeld(wallet);
        setIsSilent(false);
        setSession(opened);
      } catch (failure) {
        setError(failure);
      } finally {
        setConnectingTo(null);
      }
    },
    [walletKey],
  );

  const disconnect = useCallback(async () => {
    lastUsed.current = null;
    remember(walletKey, null);
    setHeld(null);
    endSession();
    keptTransactions(storage).forgetAll();
    await forgetReads(storage);
    // The wallet forgets the site too where it can; where not, the site has forgotten the wallet all the same.
    await held?.provider
      .request({ method: 'wallet_revokePermissions', params: [{ eth_accounts: {} }] })
      .catch(() => undefined);
  }, [held, endSession, walletKey, storage]);

  const state = useMemo(
    () => ({
      wallets,
      isSearching,
      session,
      silent: isSilent && !session ? held : null,
      connectingTo,
      error,
      connect,
      disconnect,
    }),
    [wallets, isSearching, session, isSilent, held, connectingTo, error, connect, disconnect],
  );
  return (
    <WalletContext.Provider value={state}>
      <SessionProvider session={session}>{children}</SessionProvider>
    </WalletContext.Provider>
  );
}

/** Wallets that announced themselves, the session with one of them, and the way to begin and to end one. */
export function useWallet(): WalletState {
  const state = useContext(WalletContext);
  if (!state) {
    throw new Error('useWallet needs a PooledStakingProvider around it.');
  }
  return state;
}

type SessionProviderProps = { readonly session: Session | null; readonly children: ReactNode };

/** Tells what stands in it which account on which network it is about. */
export function SessionProvider({ session, children }: SessionProviderProps) {
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

/** The session that a part of the page is about: for what is only drawn while there is one. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) {
    throw new Error('useSession needs an open session.');
  }
  return session;
}
