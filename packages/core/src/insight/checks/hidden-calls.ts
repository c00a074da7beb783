import type { Facts } from '../facts';
import type { Address } from '../../units';

/** Bytes that nobody could open name a pool: what they do to it is not seen. */
export type HiddenCalls = {
  readonly id: 'hidden-calls';
  readonly severity: 'critical';
  readonly behind: readonly Address[];
};

/** Bytes that could not be opened name a pool, or hold a method that only pools have: thieves hide an exit so. */
export function checkHiddenCalls({ concerns }: Pick<Facts, 'concerns'>): HiddenCalls | null {
  return concerns.hiddenBehind.length > 0
    ? { id: 'hidden-calls', severity: 'critical', behind: concerns.hiddenBehind }
    : null;
}
