import type { PoolOnNetwork } from '@pooled-staking/core';
import { navigate } from 'gatsby';
import { Suspense, useEffect, useRef } from 'react';
import { parseAskedForm } from '../forms/asked-form';
import { ChosenPoolProvider } from '../pools/chosen-pool';
import { findPool, networkOnChain } from '../pools/networks';
import { addressOfPool, asksForPools, useAddressedPoolId } from '../pools/pool-address';
import { speakOf } from '../texts/texts';
import { useSession, useWallet } from '../wallet/session';
import { Hero } from './hero';
import { lazily } from './lazily';
import { NoPool } from './no-pool';
import { OtherNetwork } from './other-network';
import { UnknownPool } from './unknown-pool';

// With protocols, forms, books and charts: none of it is needed before a wallet is connected. One file for all of it, since
// Gatsby hands every page what several files share.
const PoolList = lazily(async () => (await import(/* webpackChunkName: "pool" */ './pool-list')).PoolList);
const Dashboard = lazily(async () => (await import(/* webpackChunkName: "pool" */ './dashboard')).Dashboard);

/** Goes on to another address of the site, so that the way back leads past this one. */
function Redirect({ to }: { readonly to: string }) {
  useEffect(() => {
    navigate(to, { replace: true });
  }, [to]);
  return null;
}

/**
 * An address without a pool leads to the only one of the wallet's network that takes everybody's stake, or to the choice
 * among all.
 */
function PoolOfWallet({ search, hash }: Pick<Location, 'search' | 'hash'>) {
  const network = networkOnChain(useSession().chainId);
  if (!network) {
    return <NoPool />;
  }
  const [only, another] = network.pools.filter(({ onlyAdmitted }) => !onlyAdmitted);
  return only && !another && !asksForPools(search) ? (
    <Redirect to={addressOfPool(only.id, hash)} />
  ) : (
    <Suspense fallback={null}>
      <PoolList network={network} hash={hash} />
    </Suspense>
  );
}

/** The page about a pool. A wallet that leaves the pool's network while it is on show takes the page along. */
function PoolPage({ chosen }: { readonly chosen: PoolOnNetwork }) {
  const { chainId } = useSession();
  speakOf(chosen);
  const isHere = chainId === chosen.network.chainId;
  const wasHere = useRef(false);
  useEffect(() => {
    if (wasHere.current && !isHere) {
      navigate('/', { replace: true });
    }
    wasHere.current = isHere;
  }, [isHere]);
  return isHere ? (
    <ChosenPoolProvider chosen={chosen}>
      <Suspense fallback={null}>
        <Dashboard />
      </Suspense>
    </ChosenPoolProvider>
  ) : (
    <OtherNetwork {...chosen} />
  );
}

/** What a page's address leads to: the pool that it names, or the way to one. */
export function PoolRoute({ location }: { readonly location: Pick<Location, 'search' | 'hash'> }) {
  const { session } = useWallet();
  const poolId = useAddressedPoolId(location);
  const chosen = poolId === null ? null : findPool(poolId);
  if (poolId !== null && !chosen) {
    return <UnknownPool id={poolId} />;
  }
  if (!session) {
    return <Hero />;
  }
  if (chosen) {
    return <PoolPage key={chosen.pool.id} chosen={chosen} />;
  }
  // A link to a form names its pool in the hash.
  const asked = parseAskedForm(location.hash);
  return asked ? <Redirect to={addressOfPool(asked.pool, location.hash)} /> : <PoolOfWallet {...location} />;
}
