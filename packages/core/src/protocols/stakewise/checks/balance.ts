import { exitReserve } from '../../../staking/fees';
import { isShort, ownStakedAssets, spentAssets } from '../insight/amounts';
import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

type Given = Pick<Facts, 'calls' | 'concerns' | 'fee' | 'standing' | 'subject' | 'transaction' | 'vault'>;

/** Less ETH in the account than the transaction sends. */
export function checkBalance(facts: Given): Finding | null {
  const balance = facts.vault?.balance;
  return isVault(facts) && balance !== undefined && isShort(facts)
    ? { id: 'not-enough-eth', severity: 'warning', balance }
    : null;
}

/** So little ETH stays after a stake that it will not pay the gas of unstaking and claiming later. */
export function checkGasLeft(facts: Given): Finding | null {
  const { fee, vault } = facts;
  if (!isVault(facts) || !fee || !vault || ownStakedAssets(facts) === 0n) {
    return null;
  }
  const left = vault.balance - spentAssets(facts) - fee.fee;
  return left >= -fee.fee && left < exitReserve(fee)
    ? { id: 'little-gas', severity: 'warning', left: left < 0n ? 0n : left }
    : null;
}
