import { parseFormHash, type FormLink } from '@pooled-staking/api';
import { assetNamed } from '@pooled-staking/core';
import { useSyncExternalStore } from 'react';
import { parseEth } from '../amounts/eth';
import { findPool } from '../pools/networks';
import type { PoolPage } from '../pools/pool-address';
import { watchHash } from '../watch-hash';

/**
 * The form that a hash asks for, as the Snap's home page links to it; `null` for any other hash, and for a pool that nobody
 * knows. An amount that is none is left out; an asset or a part that cannot be meant leaves no form. Nothing is sent by it.
 */
export function parseAskedForm(hash: string): FormLink | null {
  const link = parseFormHash(hash);
  const found = link && findPool(link.pool);
  if (!found) {
    return null;
  }
  const { kind, amount, asset, id } = link;
  const { pool } = found;
  if ((asset !== undefined && assetNamed(pool, asset).symbol !== asset) || !/^\d{0,78}$/u.test(id ?? '')) {
    return null;
  }
  const isAmount = (kind === 'unstake' && amount === 'max') || (kind !== 'claim' && parseEth(amount).ok);
  return { kind, pool: pool.id, amount: isAmount ? amount : '', asset, id };
}

/** The page that has a form. A claim stands with the exits. */
export function pageOfForm({ kind }: FormLink): PoolPage {
  return kind === 'claim' ? 'unstake' : kind;
}

/** The form that the page's address asks for in a pool. */
export function useAskedForm(poolId: string): FormLink | null {
  const hash = useSyncExternalStore(
    watchHash,
    () => window.location.hash,
    () => '',
  );
  const asked = parseAskedForm(hash);
  return asked?.pool === poolId ? asked : null;
}
