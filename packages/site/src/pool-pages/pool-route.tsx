import type { PoolOnNetwork } from '@pooled-staking/core';
import { PoolProvider, useSession, useWallet } from '@pooled-staking/react';
import { Suspense } from 'react';
import { Hero } from '../components/hero';
import { lazily } from '../components/lazily';
import { NoPool } from '../components/no-pool';
import { OtherNetwork } from '../components/other-network';
import { Redirect } from '../components/redirect';
import { UnknownPool } from '../components/unknown-pool';
import { pageOfForm, parseAskedForm, useAskedForm } from '../forms/asked-form';
import { findPool, networkOnChain } from '../pools/networks';
import { addressOfPool, useAddressedPoolId, type PoolPage } from '../pools/pool-address';
import { speakOf } from '../texts/texts';

// With protocols and forms: none of it is needed before a wallet is connected. One file for all of it, since Gatsby hands
// every page what several files share; what draws plots comes as files of its own from there.
const PoolPages = lazily(async () => (await import(/* webpackChunkName: "pool" */ './pool-pages')).PoolPages);
const VisitedFacts = lazily(async () => (await import(/* webpackChunkName: "pool" */ './visited-facts')).VisitedFacts);

type PageOfPoolProps = { readonly chosen: PoolOnNetwork; readonly page: PoolPage };

/** A page about a pool. On another network than the pool's it says so, and offers the way there. */
function PageOfPool({ chosen, page }: PageOfPoolProps) {
  const { chainId } = useSession();
  const asked = useAskedForm(chosen.pool.id);
  speakOf(chosen);
  if (asked && pageOfForm(asked) !== page) {
    return <Redirect to={addressOfPool(chosen.pool.id, pageOfForm(asked), window.location.hash)} />;
  }
  return chainId === chosen.network.chainId ? (
    <PoolProvider pool={chosen.pool.id}>
      <Suspense fallback={null}>
        <PoolPages page={page} />
      </Suspense>
    </PoolProvider>
  ) : (
    <OtherNetwork {...chosen} />
  );
}

/** Where no pool is named: that of the form in the hash, else the first of the wallet's network. */
function DefaultPool({ page, hash }: { readonly page: PoolPage; readonly hash: string }) {
  const { chainId } = useSession();
  const id = parseAskedForm(hash)?.pool ?? networkOnChain(chainId)?.pools[0]?.id;
  return id === undefined ? <NoPool /> : <Redirect to={addressOfPool(id, page, hash)} />;
}

/** What stands there without a wallet: the way in, and the pool's facts, which are the same for everybody. */
function Visited({ chosen, page }: PageOfPoolProps) {
  const { isSearching } = useWallet();
  // The wallet used last may be about to answer, and would read all of it anew.
  if (page !== 'facts' || isSearching) {
    return <Hero pool={chosen.pool} />;
  }
  speakOf(chosen);
  return (
    <Suspense fallback={null}>
      <VisitedFacts {...chosen} />
    </Suspense>
  );
}

type PoolRouteProps = { readonly location: Pick<Location, 'search' | 'hash'>; readonly page: PoolPage };

/** What the address of a page about a pool leads to: the pool that it names. */
export function PoolRoute({ location, page }: PoolRouteProps) {
  const { session } = useWallet();
  const poolId = useAddressedPoolId(location);
  const chosen = poolId === null ? null : findPool(poolId);
  if (poolId !== null && !chosen) {
    return <UnknownPool id={poolId} />;
  }
  if (!session) {
    return chosen ? <Visited key={chosen.pool.id} chosen={chosen} page={page} /> : <Hero />;
  }
  return chosen ? (
    <PageOfPool key={chosen.pool.id} chosen={chosen} page={page} />
  ) : (
    <DefaultPool page={page} hash={location.hash} />
  );
}
