import { useAccountBooks, useAccountView, usePosition } from '@pooled-staking/react';
import { Suspense } from 'react';
import { BooksNote } from '../components/books-note';
import { Exits } from '../exits/exits';
import { Items } from '../components/items';
import { Position } from '../components/position';
import { ChainNotice } from '../pool-pages/chain-notice';
import { Columns } from '../pool-pages/columns';
import { PoolFacts, PoolLife, Rewards } from '../pool-pages/parts';
import { PoolTitle } from '../pool-pages/pool-title';

/**
 * Whether it is known how high the exits are: what stands below them comes then, and need not move. Where the history is long to
 * read, how far that has come is shown at once.
 */
function useIsSettled(): boolean {
  const { data, error } = usePosition();
  const { progress } = useAccountView();
  return data !== undefined || error !== null || (progress !== null && progress.done < progress.total);
}

/** All that is known of an account's stake in the chosen pool, on one page. */
export function AccountStake() {
  const isSettled = useIsSettled();
  const books = useAccountBooks();
  return (
    <>
      <PoolTitle />
      <ChainNotice />
      <Columns
        side={
          <Suspense fallback={null}>
            <PoolFacts />
          </Suspense>
        }
      >
        <Position />
        <BooksNote books={books} />
        <Items />
        <Exits />
        <Suspense fallback={null}>{isSettled ? <Rewards /> : null}</Suspense>
      </Columns>
      <Suspense fallback={null}>{isSettled ? <PoolLife /> : null}</Suspense>
    </>
  );
}
