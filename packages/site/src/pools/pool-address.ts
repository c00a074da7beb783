import { useIsAlive } from '../use-is-alive';

/** What names the pool in the query of a page's address: it works on every host, and leaves the hash to others. */
const parameter = 'pool';

/** The pages about a pool, in the order of their links; the first is at `/pool/`, each other in a folder of its own below. */
export const poolPages = ['overview', 'stake', 'unstake', 'rewards', 'facts'] as const;

export type PoolPage = (typeof poolPages)[number];

/** The address of a page about a pool, as links inside the site take it; with the hash of the address that leads there. */
export function addressOfPool(poolId: string, page: PoolPage = 'overview', hash = ''): string {
  return `/pool/${page === 'overview' ? '' : `${page}/`}?${parameter}=${poolId}${hash}`;
}

/** The id of a pool in the query of an address, known or not; `null` without one. */
export function poolIdIn(query: string): string | null {
  return new URLSearchParams(query).get(parameter);
}

/** As {@link poolIdIn}, and `null` while the page comes to life: the page as it was built has no query. */
export function useAddressedPoolId({ search }: Pick<Location, 'search'>): string | null {
  return useIsAlive() ? poolIdIn(search) : null;
}
