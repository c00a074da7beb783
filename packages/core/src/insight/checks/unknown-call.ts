import { isPool, type Facts } from '../facts';
import { isGift } from '../gifts';
import type { Hex } from '../../units';

export type UnknownCall = { readonly id: 'unknown-call'; readonly severity: 'warning'; readonly selector: Hex };

/** A call of a pool that cannot be put into words. */
export function checkUnknownCall(
  facts: Pick<Facts, 'refusedGifts' | 'simulation' | 'kind' | 'subject'>,
): UnknownCall | null {
  const { refusedGifts, simulation, subject } = facts;
  for (const part of isPool(facts) ? (subject?.parts ?? []) : []) {
    const { call } = part;
    // With ETH that stays it is worse: see `checkGivesAway`.
    if (call.kind === 'unknown' && (!isGift(part) || simulation?.goesThrough === false || refusedGifts.has(call))) {
      return { id: 'unknown-call', severity: 'warning', selector: call.selector };
    }
  }
  return null;
}
