import { isSameAddress } from '@pooled-staking/core';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import { noteOwnBlock } from '../data/fresh-from';
import { accountKey, poolKey } from '../data/queries';
import { useWallet, type Session } from '../wallet/session';
import { asksThePerson, isOpen, type Activity, type Intent } from './activity';
import { runTransaction, type Change } from './run-transaction';

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

/** Holds what was done since the page was opened. */
export function TransactionsProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const { session } = useWallet();
  const [all, setAll] = useState<readonly Activity[]>([]);
  const lastId = useRef(0);

  const start = useCallback(
    (started: Session, poolId: string, intent: Intent) => {
      lastId.current += 1;
      const id = lastId.current;
      const { account, chainId } = started;
      const fresh: Activity = {
        id,
        intent,
        account,
        chainId,
        stage: 'preparing',
        hash: null,
        blockNumber: null,
        problem: null,
        isOutOfSight: false,
      };
      setAll((current) => [fresh, ...current]);
      const onChange = (change: Change): void => {
        if (change.blockNumber) {
          noteOwnBlock(chainId, account, change.blockNumber);
        }
        setAll((current) => current.map((each) => (each.id === id ? { ...each, ...change } : each)));
      };
      void runTransaction(started, poolId, intent, onChange).then(async () =>
        // Also after a refusal: an exit that is gone or a balance that is too small is old news on the page.
        Promise.all([
          queryClient.invalidateQueries({ queryKey: accountKey(started) }),
          queryClient.invalidateQueries({ queryKey: poolKey(started) }),
        ]),
      );
      return id;
    },
    [queryClient],
  );

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

/** Transactions of this page's life, and the way to start one. */
export function useTransactions(): Transactions {
  const state = useContext(TransactionsContext);
  if (!state) {
    throw new Error('useTransactions needs a TransactionsProvider around it.');
  }
  return state;
}
