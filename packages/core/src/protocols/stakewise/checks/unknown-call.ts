import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';
import { isGift } from '../insight/gifts';

/** A call of a vault that cannot be put into words. */
export function checkUnknownCall(
  facts: Pick<Facts, 'refusedGifts' | 'simulation' | 'standing' | 'subject'>,
): Finding | null {
  const { refusedGifts, simulation, subject } = facts;
  for (const part of isVault(facts) ? (subject?.parts ?? []) : []) {
    const { call } = part;
    // With ETH that stays it is worse: see `checkGivesAway`.
    if (call.kind === 'unknown' && (!isGift(part) || simulation?.goesThrough === false || refusedGifts.has(call))) {
      return { id: 'unknown-call', severity: 'warning', selector: call.selector };
    }
  }
  return null;
}
