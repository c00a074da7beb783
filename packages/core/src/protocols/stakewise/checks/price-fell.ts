import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** A report of the last 30 days took ETH from the pool: penalties, which everybody in it bears. */
export function checkPriceFell(facts: Pick<Facts, 'lastLoss' | 'standing'>): Finding | null {
  return isVault(facts) && facts.lastLoss !== null
    ? { id: 'price-fell', severity: 'warning', at: facts.lastLoss }
    : null;
}
