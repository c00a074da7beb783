import { isSameAddress, type Address } from '../../units';
import { isVault, type Facts } from '../facts';
import type { Finding } from '../findings';

type Given = Pick<Facts, 'calls' | 'standing' | 'transaction'>;

function otherReceivers({ calls, transaction }: Given, kinds: readonly string[]): Address[] {
  const receivers = calls.flatMap(({ call }) =>
    'receiver' in call && kinds.includes(call.kind) ? [call.receiver] : [],
  );
  return [...new Set(receivers)].filter((receiver) => !isSameAddress(receiver, transaction.from));
}

function findOther(facts: Given, action: 'stake' | 'exit', kinds: readonly string[]): Finding | null {
  const receivers = isVault(facts) ? otherReceivers(facts, kinds) : [];
  return receivers.length > 0 ? { id: 'receiver-is-another', severity: 'critical', action, receivers } : null;
}

/** A stake that is credited to another account than the one that pays for it: given away. */
export function checkStakeReceiver(facts: Given): Finding | null {
  return findOther(facts, 'stake', ['stake']);
}

/** An exit whose ETH only another account can claim, or a payment to another account: given away. */
export function checkExitReceiver(facts: Given): Finding | null {
  return findOther(facts, 'exit', ['exit', 'redeem']);
}
