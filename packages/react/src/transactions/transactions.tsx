import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Fate, Sent } from '@pooled-staking/core';
import { noteOwnBlock } from '../data/fresh-from';
import { accountKey, poolsKey } from '../data/keys';
import { useOptions } from '../options';
import { useWallet, type Session } from '../wallet/session';
import { asksThePerson, type Activity, type Intent } from './activity';
import {
  activityOf,
  activityOfAsked,
  fateIn,
  fresh,
  isNews,
  isOf,
  isSameAsked,
  isSought,
  isWatched,
  restored,
  type Change,
} from './activity-state';
import type { Asked } from './asked';
import type { Run } from './run';
import { keptTransactions, type KeptAsked } from './sent';
import { watchAsked, watchTransaction } from './watch';
import { useAnswers } from '../data/query-client';

type Transactions = {
  /** Those of the account and chain on show, newest first. */
  readonly activities: readonly Activity[];
  /** The person has a question about one of them open in Snap or wallet. */
  readonly isAsking: boolean;
  /** Starts one and returns its id. */
  readonly start: (session: Session, poolId: string, intent: Intent) => number;
  /** Takes one off the list. What is still asked is not sent any more; what was sent goes its way. */
  readonly dismiss: (id: number) => void;
};

const TransactionsContext = createContext<Transactions | null>(null);

type Watcher = { readonly place: string; readonly stop: AbortController };

/** Holds what was done in this tab, and what other tabs have sent. */
export function TransactionsProvider({ children }: { readonly children: ReactNode }) {
  const queryClient = useAnswers();
  const { session } = useWallet();
  const options = useOptions();
  const { storage, pollInterval } = options;
  const records = useMemo(() => keptTransactions(storage), [storage]);
  const [all, setAll] = useState(() => restored(records));
  const lastId = useRef(all.length);
  /** The newest state, for what happens between two pictures of the page. */
  const current = useRef(all);
  const present = useRef(session);
  const watchers = useRef(new Map<number, Watcher>());
  /** What waits for the end of an activity, by id. */
  const waiting = useRef(new Map<number, (stage: Fate['stage']) => void>());

  useEffect(() => {
    present.current = session;
  }, [session]);

  const show = useCallback((activities: readonly Activity[]) => {
    current.current = activities;
    setAll(activities);
  }, []);

  /** Also after a refusal: an exit that is gone or a balance that is too small is old news on the page. */
  const refresh = useCallback(
    (chainId: number, account: string) => {
      if (present.current) {
        const of = { ...present.current, chainId, account };
        void queryClient.invalidateQueries({ queryKey: accountKey(of) });
        void queryClient.invalidateQueries({ queryKey: poolsKey(of) });
      }
    },
    [queryClient],
  );

  /** Changes one that is on the list, and does what an end asks for. */
  const change = useCallback(
    (id: number, news: Change, isFromElsewhere = false) => {
      const before = current.current.find((each) => each.id === id);
      if (!before || !isNews(before, news)) {
        return;
      }
      const activity = { ...before, ...news };
      show(current.current.map((each) => (each.id === id ? activity : each)));
      if (!isFromElsewhere) {
        records.updateSent(activity);
        if (isSought(activity)) {
          if (activity.stage === 'confirmed') {
            records.forgetAsked(activity);
          } else {
            records.updateAsked(activity);
          }
        }
      }
      if (activity.blockNumber !== null) {
        noteOwnBlock(activity.chainId, activity.account, activity.blockNumber);
      }
      const fate = fateIn(activity);
      if (activity.stage !== before.stage && !asksThePerson(activity) && activity.stage !== 'sent') {
        refresh(activity.chainId, activity.account);
        if (fate) {
          waiting.current.get(id)?.(fate.stage);
          waiting.current.delete(id);
        }
      }
    },
    [show, refresh, records],
  );

  const start = useCallback(
    (started: Session, poolId: string, intent: Intent) => {
      lastId.current += 1;
      const id = lastId.current;
      const { account, chainId } = started;
      const first: Activity = { ...fresh, id, intent, account, chainId };
      show([first, ...current.current]);
      const isWanted = (): boolean => current.current.some((each) => each.id === id);
      let handed: KeptAsked | null = null;
      const onAsked = (asked: Asked): (() => void) => {
        const kept = { intent, asked, sentAt: Date.now() };
        handed = kept;
        records.keepAsked(kept);
        return () => {
          records.forgetAsked(kept);
        };
      };
      const onTaken = (asked: Asked): void => {
        const kept = { intent, asked, sentAt: handed?.sentAt ?? Date.now() };
        records.keepAsked(kept);
        show([activityOfAsked(id, kept), ...current.current.filter((each) => each.id !== id)]);
      };
      const onSent = (sent: Sent): void => {
        const taken = current.current.flatMap((each) =>
          isOf(each, started) && each.stage === 'sent' && typeof each.sent?.nonce === 'number' ? [each.sent.nonce] : [],
        );
        // A node may not know yet what the wallet has sent just before.
        const nonce = sent.nonce === null ? null : Math.max(sent.nonce, ...taken.map((each) => each + 1));
        const activity: Activity = { ...first, stage: 'sent', sent: { ...sent, nonce }, sentAt: Date.now() };
        records.keepSent(activity);
        if (handed) {
          records.forgetAsked(handed);
        }
        // Also when the person has stopped waiting for the wallet's question and has then said yes to it; and another tab
        // may have found it on the chain before.
        const isSame = (each: Activity): boolean =>
          each.id === id || (each.sent?.hash.toLowerCase() === sent.hash.toLowerCase() && each.chainId === chainId);
        show([activity, ...current.current.filter((each) => !isSame(each))]);
      };
      const ended = async (): Promise<Fate['stage']> =>
        new Promise((resolve) => {
          waiting.current.set(id, resolve);
        });
      const onChange: Run['onChange'] = (news) => {
        change(id, news);
      };
      // What works a transaction out is not needed before there is one.
      import(/* webpackChunkName: "pool" */ './run-transaction').then(
        async ({ runTransaction }) =>
          runTransaction(started, poolId, intent, { onChange, onAsked, onTaken, onSent, isWanted, ended }, options),
        (error: unknown) => {
          onChange({ stage: 'failed', error });
        },
      );
      return id;
    },
    [show, change, records, options],
  );

  useEffect(() => {
    const place = session ? `${session.wallet.id}:${session.chainId}:${session.account}` : '';
    for (const [id, watcher] of watchers.current) {
      const activity = all.find((each) => each.id === id);
      if (watcher.place !== place || !activity || !(isWatched(activity) || isSought(activity))) {
        watcher.stop.abort();
        watchers.current.delete(id);
      }
    }
    for (const activity of all) {
      const { id } = activity;
      if (!session || !isOf(activity, session) || watchers.current.has(id)) {
        continue;
      }
      const stop = new AbortController();
      const notThese = (): ReadonlySet<string> =>
        new Set(current.current.flatMap((each) => (each.id !== id && each.sent ? [each.sent.hash.toLowerCase()] : [])));
      if (isSought(activity)) {
        const { asked, sentAt } = activity;
        watchers.current.set(id, { place, stop });
        void watchAsked(
          session.wallet.provider,
          asked,
          () => current.current.some((each) => isOf(each, session) && each.stage === 'wallet'),
          notThese,
          (news) => {
            if (!news) {
              change(id, { isOutOfSight: true });
            } else if ('found' in news) {
              // From here on it is followed as any other.
              const sent = { ...activity, asked: null, sent: news.found, stage: 'sent' as const, isOutOfSight: false };
              stop.abort();
              watchers.current.delete(id);
              records.keepSent(sent);
              records.forgetAsked({ asked, sentAt });
              show(current.current.map((each) => (each.id === id ? sent : each)));
            } else if ('ended' in news) {
              change(id, { ...news.ended, isOutOfSight: false });
            } else {
              change(id, { asked: news.asked, stage: news.stage, isOutOfSight: false });
            }
          },
          pollInterval(session.chainId),
          stop.signal,
        );
      } else if (isWatched(activity)) {
        watchers.current.set(id, { place, stop });
        void watchTransaction(
          session.wallet.provider,
          activity.sent,
          notThese,
          (news) => {
            if (!news) {
              change(id, { isOutOfSight: true });
              return;
            }
            const { nonce, isNonceSeen } = current.current.find((each) => each.id === id)?.sent ?? {};
            const isLearnt = nonce !== news.sent.nonce || isNonceSeen !== news.sent.isNonceSeen;
            change(id, { ...news.fate, isOutOfSight: false, ...(isLearnt ? { sent: news.sent } : {}) });
          },
          pollInterval(session.chainId),
          stop.signal,
        );
      }
    }
  }, [all, session, show, change, records, pollInterval]);

  useEffect(
    () =>
      records.onSentElsewhere((news) => {
        if ('isForgotten' in news) {
          // A good end that was shown in another tab stays in sight here.
          show(current.current.filter((activity) => activity.stage === 'confirmed' || !news.isForgotten(activity)));
          return;
        }
        if ('taken' in news) {
          const { taken } = news;
          const known = current.current.find((each) => isSameAsked(each, taken));
          if (!known) {
            lastId.current += 1;
            show([activityOfAsked(lastId.current, taken), ...current.current]);
          } else if (known.asked?.bundle?.isTaken === false) {
            // It was seen here as handed to the wallet: go on with the id that the wallet gave.
            watchers.current.get(known.id)?.stop.abort();
            watchers.current.delete(known.id);
            show(current.current.map((each) => (each === known ? activityOfAsked(known.id, taken) : each)));
          }
          return;
        }
        const { kept } = news;
        const { stage, blockNumber, replacement, sent } = kept;
        const known = current.current.find((each) => each.sent?.hash === sent.hash && each.chainId === sent.chainId);
        if (known) {
          change(known.id, { stage, blockNumber, replacement, sent }, true);
        } else {
          lastId.current += 1;
          show([activityOf(lastId.current, kept), ...current.current]);
        }
      }),
    [show, change, records],
  );

  const dismiss = useCallback(
    (id: number) => {
      const activity = current.current.find((each) => each.id === id);
      if (activity?.sent) {
        records.forgetSent(activity.sent);
      }
      if (activity && isSought(activity)) {
        records.forgetAsked(activity);
      }
      show(current.current.filter((each) => each.id !== id));
    },
    [show, records],
  );

  const state = useMemo(() => {
    const activities = all.filter((each) => isOf(each, session));
    return { activities, isAsking: activities.some(asksThePerson), start, dismiss };
  }, [all, session, start, dismiss]);
  return <TransactionsContext.Provider value={state}>{children}</TransactionsContext.Provider>;
}

/** Transactions of this tab, and the way to start one. */
export function useTransactions(): Transactions {
  const state = useContext(TransactionsContext);
  if (!state) {
    throw new Error('useTransactions needs a PooledStakingProvider around it.');
  }
  return state;
}
