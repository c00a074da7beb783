import type { Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** Bytes that could not be opened name a pool, or hold a method that only vaults have: thieves hide an exit so. */
export function checkHiddenCalls({ concerns }: Pick<Facts, 'concerns'>): Finding | null {
  return concerns.hiddenBehind.length > 0
    ? { id: 'hidden-calls', severity: 'critical', behind: concerns.hiddenBehind }
    : null;
}
