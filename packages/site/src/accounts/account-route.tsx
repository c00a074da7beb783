import { Suspense } from 'react';
import { lazily } from '../components/lazily';
import { UnknownPool } from '../components/unknown-pool';
import { findPool } from '../pools/networks';
import { useAddressedPoolId } from '../pools/pool-address';
import { useHashText } from './account-address';

const AccountPages = lazily(async () => (await import(/* webpackChunkName: "pool" */ './account-pages')).AccountPages);

/** What the address of the page about an account leads to. */
export function AccountRoute({ location }: { readonly location: Pick<Location, 'search'> }) {
  const text = useHashText();
  const poolId = useAddressedPoolId(location);
  if (text === null) {
    return null;
  }
  const chosen = poolId === null ? null : findPool(poolId);
  if (poolId !== null && !chosen) {
    return <UnknownPool id={poolId} />;
  }
  return (
    <Suspense fallback={null}>
      <AccountPages key={text} text={text} chosen={chosen} />
    </Suspense>
  );
}
