/** The page about the sequencers of a pool. It is loaded anew from elsewhere: it may ask any node. */
export function addressOfSequencers(poolId?: string): string {
  return `/sequencers/${poolId === undefined ? '' : `?pool=${poolId}`}`;
}
