import type { SnapRequest } from './state';

/**
 * What insights keep, beside the settings in the unencrypted store: a key of its own, so that reading it is one small
 * request and writing it touches nothing else. Unencrypted, since an insight must be there while the encrypted store is
 * locked, and since nothing in it is secret: what the account holds and which sites it used is seen on the chain or known
 * to those sites.
 */
const key = 'insights';

/** Shape of what is written; another number counts as nothing. */
const version = 1;

type Pools = Readonly<Record<string, unknown>>;

function poolsOf(stored: unknown): Pools {
  const { version: found, pools } = (typeof stored === 'object' && stored !== null ? stored : {}) as {
    version?: unknown;
    pools?: unknown;
  };
  return found === version && typeof pools === 'object' && pools !== null ? (pools as Pools) : {};
}

async function readPools(request: SnapRequest): Promise<Pools> {
  return poolsOf(await request({ method: 'snap_getState', params: { key, encrypted: false } }));
}

/** What was kept of a pool; `undefined` when nothing was. */
export async function readInsightState(request: SnapRequest, pool: string): Promise<unknown> {
  const pools = await readPools(request);
  return Object.hasOwn(pools, pool) ? pools[pool] : undefined;
}

/** Keeps something of a pool, in place of what was kept. */
export async function writeInsightState(request: SnapRequest, pool: string, value: object): Promise<void> {
  const pools = { ...(await readPools(request)), [pool]: value };
  await request({ method: 'snap_setState', params: { key, value: { version, pools }, encrypted: false } });
}
