import { useWallet } from '@pooled-staking/react';
import { Suspense } from 'react';
import { pageOfForm, parseAskedForm } from '../forms/asked-form';
import { networkOnChain } from '../pools/networks';
import { addressOfPool, useAddressedPoolId } from '../pools/pool-address';
import { useIsAlive } from '../use-is-alive';
import { Hero } from './hero';
import { lazily } from './lazily';
import { NoPool } from './no-pool';
import { Redirect } from './redirect';

const Overview = lazily(async () => (await import(/* webpackChunkName: "pool" */ '../positions/overview')).Overview);

/** The first page: what the site is, or all that a connected account has. Links to a pool or a form lead on from here. */
export function HomeRoute({ location }: { readonly location: Pick<Location, 'search' | 'hash'> }) {
  const { session } = useWallet();
  const poolId = useAddressedPoolId(location);
  const { hash } = location;
  // The wallet's own links name a form, and its pool, in the hash.
  const asked = parseAskedForm(useIsAlive() ? hash : '');
  if (poolId !== null || asked) {
    const page = asked && (poolId === null || asked.pool === poolId) ? pageOfForm(asked) : 'overview';
    return <Redirect to={addressOfPool(poolId ?? asked?.pool ?? '', page, hash)} />;
  }
  if (!session) {
    return <Hero />;
  }
  return networkOnChain(session.chainId) ? (
    <Suspense fallback={null}>
      <Overview />
    </Suspense>
  ) : (
    <NoPool />
  );
}
