import { Suspense } from 'react';
import { lazily } from '../components/lazily';
import { UnknownPool } from '../components/unknown-pool';
import { findPool } from '../pools/networks';
import { useAddressedPoolId } from '../pools/pool-address';
import { useIsAlive } from '../use-is-alive';

const SequencerPages = lazily(
  async () => (await import(/* webpackChunkName: "pool" */ './sequencer-pages')).SequencerPages,
);

/** What the address of the page about sequencers leads to. */
export function SequencersRoute({ location }: { readonly location: Pick<Location, 'search'> }) {
  const poolId = useAddressedPoolId(location);
  const isAlive = useIsAlive();
  if (!isAlive) {
    return null;
  }
  const named = poolId === null ? null : findPool(poolId);
  if (poolId !== null && !named) {
    return <UnknownPool id={poolId} />;
  }
  return (
    <Suspense fallback={null}>
      <SequencerPages named={named} />
    </Suspense>
  );
}
