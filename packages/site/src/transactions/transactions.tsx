import { isSameAddress } from '@pooled-staking/core';
import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { noteOwnBlock } from '../data/fresh-from';
import { accountKey, poolKey } from '../data/queries';
import { useWallet, type Session } from '../wallet/session';
import { asksThePerson, isOpen, type Activity, type Intent } from './activity';
import { runTransaction, watchTransaction, type Change } from './run-transaction';
import { recallSent, rememberSent } from './sent';

type Transactions = {
  /** Those of the account and chain on show, newest first. */
  readonly activities: readonly Activity[];
  /** The person has a question open in Snap or wallet. */
  readonly isAsking: boolean;
  /** Starts one and returns its id. */
  readonly start: (session: Session, poolId: string, intent: Intent) => number;
  /** Takes an ended one off the list. */
  readonly dismiss: (id: number) => void;
};

const TransactionsContext = createContext<Transactions | null>(null);

const fresh = { stage: 'preparing', hash: null, blockNumber: null, problem: null, isOutOfSight: false } as const;

/** What was sent before the page was loaded again. */
function restored(): readonly Activity[] {
  return recallSent().map((sent, index) => ({ ...fresh, ...sent, id: index + 1, stage: 'sent' }));
}

/** Before the page shows a transaction as sent it is kept: a reload may come at once. There is no paint on a server. */
const useBeforePaint = typeof window === 'undefined' ? useEffect : useLayoutEffect;

/** Holds what was done in this tab. */
export function TransactionsProvider({ children }: { readonly children: ReactNode }) {
  const queryClient = useQueryClient();
  const { session } = useWallet();
  const [all, setAll] = useState(restored);
  const lastId = useRef(all.length);
  /** Ids that somebody watches; those of a page before this one are not among them. */
  const watched = useRef(new Set<number>());

  useBeforePaint(() => {
    rememberSent(all);
  }, [all]);

  const changeOf = useCallback(
    (id: number, { chainId, account }: Session) =>
      (change: Change): void => {
        if (change.blockNumber) {
          noteOwnBlock(chainId, account, change.blockNumber);
        }
        setAll((current) => current.map((each) => (each.id === id ? { ...each, ...change } : each)));
      },
    [],
  );

  /** Also after a refusal: an exit that is gone or a balance that is too small is old news on the page. */
  const refresh = useCallback(
    async (of: Session) => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: accountKey(of) }),
        queryClient.invalidateQueries({ queryKey: poolKey(of) }),
      ]);
    },
    [queryClient],
  );

  const start = useCallback(
    (started: Session, poolId: string, intent: Intent) => {
      lastId.current += 1;
      const id = lastId.current;
      watched.current.add(id);
      setAll((current) => [{ ...fresh, id, intent, account: started.account, chainId: started.chainId }, ...current]);
      void runTransaction(started, poolId, intent, changeOf(id, started)).then(async () => refresh(started));
      return id;
    },
    [changeOf, refresh],
  );

  useEffect(() => {
    for (const { id, stage, hash, chainId, account } of all) {
      const isOwn = session?.chainId === chainId && isSameAddress(session.account, account);
      if (stage === 'sent' && hash && isOwn && !watched.current.has(id)) {
        watched.current.add(id);
        void watchTransaction(session, hash, changeOf(id, session)).then(async () => refresh(session));
      }
    }
  }, [all, session, changeOf, refresh]);

  const dismiss = useCallback((id: number) => {
    setAll((current) => current.filter((each) => each.id !== id || isOpen(each)));
  }, []);

  const state = useMemo(() => {
    const activities = all.filter(
      ({ account, chainId }) => chainId === session?.chainId && isSameAddress(account, session.account),
    );
    return { activities, isAsking: all.some(asksThePerson), start, dismiss };
  }, [all, session, start, dismiss]);
  return <TransactionsContext.Provider value={state}>{children}</TransactionsContext.Provider>;
}

/** Transactions of this tab, and the way to start one. */
export function useTransactions(): Transactions {
  const state = useContext(TransactionsContext);
  if (!state) {
    throw new Error('useTransactions needs a TransactionsProvider around it.');
  }
  return state;
}
