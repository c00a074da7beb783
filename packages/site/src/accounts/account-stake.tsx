import { Suspense } from 'react';
import { Exits } from '../exits/exits';
import { Items } from '../components/items';
import { Position } from '../components/position';
import { ChainNotice } from '../pool-pages/chain-notice';
import { Columns } from '../pool-pages/columns';
import { PoolFacts, PoolLife, Rewards } from '../pool-pages/parts';
import { PoolTitle } from '../pool-pages/pool-title';

/** All that is known of an account's stake in the chosen pool, on one page. */
export function AccountStake() {
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
        <Items />
        <Exits />
        <Suspense fallback={null}>
          <Rewards />
        </Suspense>
      </Columns>
      <Suspense fallback={null}>
        <PoolLife />
      </Suspense>
    </>
  );
}
