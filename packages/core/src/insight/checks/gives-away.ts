import { isPool, type Facts } from '../facts';
import { isGift } from '../gifts';
import { isSameAddress, type Address, type Wei } from '../../units';

/** ETH that is credited to nobody: everybody in the pool shares it. */
export type GivesAway = {
  readonly id: 'gives-away';
  readonly severity: 'critical';
  readonly to: Address;
  readonly assets: Wei;
};

const found = (to: Address, assets: Wei): GivesAway => ({ id: 'gives-away', severity: 'critical', to, assets });

/** ETH for an escrow of what validators earn: everybody in the pool shares it, and it credits nobody. */
export function checkEscrow({ concerns }: Pick<Facts, 'concerns'>): GivesAway | null {
  const part = concerns.parts.find(({ concern }) => concern.kind === 'escrow');
  return part ? found(part.to, part.value) : null;
}

type Given = Pick<Facts, 'concerns' | 'refusedGifts' | 'simulation' | 'kind' | 'subject' | 'pool'>;

/**
 * ETH that a pool keeps and credits to nobody: a donation, or a method that nobody knows and that goes through. A call
 * that the pool refuses moves none.
 */
export function checkGivesAway(facts: Given): GivesAway | null {
  const { concerns, refusedGifts, simulation, subject, pool } = facts;
  if (!isPool(facts) || !subject || simulation?.goesThrough === false) {
    return null;
  }
  const gift = subject.parts.find((part) => isGift(part) && !refusedGifts.has(part.call));
  if (gift) {
    return found(gift.to, gift.value);
  }
  const paid = concerns.paid.find(({ to }) => pool?.escrows.some((escrow) => isSameAddress(to, escrow)));
  return paid ? found(paid.to, paid.value) : null;
}
