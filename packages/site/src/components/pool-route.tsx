import type { PoolOnNetwork } from '@pooled-staking/core';
import { Suspense } from 'react';
import { ChosenPoolProvider } from '../pools/chosen-pool';
import { findPool } from '../pools/networks';
import { useAddressedPoolId } from '../pools/pool-address';
import { speakOf } from '../texts/texts';
import { useSession, useWallet } from '../wallet/session';
import { Hero } from './hero';
import { lazily } from './lazily';
import { OtherNetwork } from './other-network';
import { Redirect } from './redirect';
import { UnknownPool } from './unknown-pool';

// With protocols, forms, books and charts: none of it is needed before a wallet is connected. One file for all of it, since
// Gatsby hands every page what several files share.
const Dashboard = lazily(async () => (await import(/* webpackChunkName: "pool" */ './dashboard')).Dashboard);

/** The page about a pool. On another network than the pool's it says so, and offers the way there. */
function PoolPage({ chosen }: { readonly chosen: PoolOnNetwork }) {
  const { chainId } = useSession();
  speakOf(chosen);
  return chainId === chosen.network.chainId ? (
    <ChosenPoolProvider chosen={chosen}>
      <Suspense fallback={null}>
        <Dashboard />
      </Suspense>
    </ChosenPoolProvider>
  ) : (
    <OtherNetwork {...chosen} />
  );
}

/** What the address of the page about a pool leads to: the pool that it names. */
export function PoolRoute({ location }: { readonly location: Pick<Location, 'search'> }) {
  const { session } = useWallet();
  const poolId = useAddressedPoolId(location);
  const chosen = poolId === null ? null : findPool(poolId);
  if (poolId !== null && !chosen) {
    return <UnknownPool id={poolId} />;
  }
  if (!session) {
    return <Hero />;
  }
  return chosen ? <PoolPage key={chosen.pool.id} chosen={chosen} /> : <Redirect to="/" />;
}
