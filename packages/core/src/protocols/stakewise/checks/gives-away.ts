import { isSameAddress, type Address, type Wei } from '../../../units';
import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';
import { isGift } from '../insight/gifts';

const found = (to: Address, assets: Wei): Finding => ({ id: 'gives-away', severity: 'critical', to, assets });

/** ETH for an escrow of what validators earn: everybody in the pool shares it, and it credits nobody. */
export function checkEscrow({ concerns }: Pick<Facts, 'concerns'>): Finding | null {
  const part = concerns.parts.find(({ concern }) => concern.kind === 'escrow');
  return part ? found(part.to, part.value) : null;
}

type Given = Pick<Facts, 'concerns' | 'refusedGifts' | 'simulation' | 'standing' | 'subject' | 'vault'>;

/**
 * ETH that a vault keeps and credits to nobody: a donation, or a method that nobody knows and that goes through. A call
 * that the vault refuses moves none.
 */
export function checkGivesAway(facts: Given): Finding | null {
  const { concerns, refusedGifts, simulation, subject, vault } = facts;
  if (!isVault(facts) || !subject || simulation?.goesThrough === false) {
    return null;
  }
  const gift = subject.parts.find((part) => isGift(part) && !refusedGifts.has(part.call));
  if (gift) {
    return found(gift.to, gift.value);
  }
  const escrow = vault?.state.mevEscrow;
  const paid = concerns.paid.find(({ to }) => escrow !== undefined && isSameAddress(to, escrow));
  return paid ? found(paid.to, paid.value) : null;
}
