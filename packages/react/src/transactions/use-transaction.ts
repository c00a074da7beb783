import type { PlainOptions, Wei } from '@pooled-staking/core';
import { useCallback, useContext, useMemo, useState } from 'react';
import { WalletError } from '../errors';
import { useChosenPool } from '../pool/pool';
import type { About } from '../pool/about';
import { SessionContext } from '../wallet/session';
import type { Intent } from './activity';
import { stateOf, type TransactionState } from './transaction-state';
import { useTransactions } from './transactions';

/** What is to be done in a pool. `title` is how the page's own list of transactions calls it. */
export type Wish = { readonly title?: string } & (
  | {
      readonly kind: 'stake';
      /** In wei. */
      readonly amount: Wei;
      /** Where a pool has parts, or takes more than its asset. */
      readonly of?: Pick<PlainOptions, 'id' | 'asset'>;
    }
  | {
      readonly kind: 'unstake';
      /** In wei; `max` for all that there is by then. */
      readonly amount: Wei | 'max';
      readonly of?: Pick<PlainOptions, 'id' | 'asset'>;
    }
  /** Pays exits out, or rewards of parts: those named, or all that pay. */
  | { readonly kind: 'claim'; readonly exits?: readonly string[] }
);

function intentOf({ title = '', ...wish }: Wish): Intent {
  return wish.kind === 'claim'
    ? { kind: wish.kind, exits: wish.exits ?? null, title }
    : { kind: wish.kind, amount: wish.amount.toString(), title, ...(wish.of && { of: wish.of }) };
}

/** One transaction of the session's account, from the wish to its end. */
export type Transaction = {
  /** Where the one that was started last stands; `idle` before, and once it is dismissed. */
  readonly state: TransactionState;
  /** Begins one. It never throws: what goes wrong is a stage. */
  readonly start: (wish: Wish) => void;
  /** Takes it off the list: what is still asked is not sent any more, and what was sent goes its way. */
  readonly dismiss: () => void;
  /** The person has a question of this or another transaction open in Snap or wallet: a second one would only confuse. */
  readonly isAsking: boolean;
};

const idle: TransactionState = { stage: 'idle' };

/**
 * Stakes, unstakes and claims. What the Snap or the page proposes is checked to be what was asked for, a wallet that has moved to
 * another account or network meanwhile is noticed, and what was sent is followed until nothing more can come of it, also by
 * another tab and after a reload, where {@link useTransactions} lists it.
 * @throws as {@link useChosenPool}, when it is drawn.
 */
export function useTransaction({ pool }: Pick<About, 'pool'> = {}): Transaction {
  const chosen = useChosenPool(pool);
  const session = useContext(SessionContext);
  const { activities, isAsking, start: begin, dismiss: drop } = useTransactions();
  /** The id of the one that is told about, or why there is none. */
  const [own, setOwn] = useState<number | WalletError | null>(null);
  const activity = activities.find(({ id }) => id === own);

  const start = useCallback(
    (wish: Wish) => {
      const { network } = chosen;
      if (!session || session.isReadOnly) {
        setOwn(new WalletError('noAccount'));
      } else if (session.chainId !== network.chainId) {
        setOwn(new WalletError('otherNetwork', { network: network.name, chain: String(network.chainId) }));
      } else {
        setOwn(begin(session, chosen.pool.id, intentOf(wish)));
      }
    },
    [chosen, session, begin],
  );
  const dismiss = useCallback(() => {
    if (typeof own === 'number') {
      drop(own);
    }
    setOwn(null);
  }, [own, drop]);

  return useMemo(() => {
    const state = activity
      ? stateOf(activity)
      : own instanceof WalletError
        ? ({ stage: 'failed', error: own, hash: null, blockNumber: null } as const)
        : idle;
    return { state, start, dismiss, isAsking };
  }, [activity, own, start, dismiss, isAsking]);
}
