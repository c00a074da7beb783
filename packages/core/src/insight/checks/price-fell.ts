import { isPool, type Facts } from '../facts';
import type { Seconds } from '../../units';

export type PriceFell = { readonly id: 'price-fell'; readonly severity: 'warning'; readonly at: Seconds };

/** A report of the last 30 days took ETH from the pool: penalties, which everybody in it bears. */
export function checkPriceFell(facts: Pick<Facts, 'lastLoss' | 'kind'>): PriceFell | null {
  return isPool(facts) && facts.lastLoss !== null
    ? { id: 'price-fell', severity: 'warning', at: facts.lastLoss }
    : null;
}
