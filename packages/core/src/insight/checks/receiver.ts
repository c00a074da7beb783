import { isPool, type Facts } from '../facts';
import { isSameAddress, type Address } from '../../units';

export type ReceiverIsAnother = {
  readonly id: 'receiver-is-another';
  readonly severity: 'critical';
  readonly action: 'stake' | 'exit' | 'tokens';
  readonly receivers: readonly Address[];
};

type Given = Pick<Facts, 'calls' | 'kind' | 'transaction'>;

function findOther(
  facts: Given,
  action: 'stake' | 'exit' | 'tokens',
  others: readonly Address[],
): ReceiverIsAnother | null {
  const receivers = isPool(facts) ? [...new Set(others)] : [];
  return receivers.length > 0 ? { id: 'receiver-is-another', severity: 'critical', action, receivers } : null;
}

/**
 * A stake that is credited to another account than the one that pays for it: given away. A smart account may stake for
 * the account that signs, with ETH that this one sends along.
 */
export function checkStakeReceiver(facts: Given): ReceiverIsAnother | null {
  const { from, value } = facts.transaction;
  const others = facts.calls.flatMap(({ call, owner }) =>
    call.kind === 'stake' &&
    !isSameAddress(call.receiver, owner) &&
    !(value >= call.assets && isSameAddress(call.receiver, from))
      ? [call.receiver]
      : [],
  );
  return findOther(facts, 'stake', others);
}

/** An exit whose ETH only another account can claim, or a payment to another account: given away. */
export function checkExitReceiver(facts: Given): ReceiverIsAnother | null {
  const others = facts.calls.flatMap(({ call, owner }) =>
    (call.kind === 'exit' || call.kind === 'redeem') && !isSameAddress(call.receiver, owner) ? [call.receiver] : [],
  );
  return findOther(facts, 'exit', others);
}

/** New osETH for another account, against the own stake: given away. */
export function checkTokenReceiver(facts: Given): ReceiverIsAnother | null {
  const others = facts.calls.flatMap(({ call, owner }) =>
    call.kind === 'os-token' && call.receiver !== null && !isSameAddress(call.receiver, owner) ? [call.receiver] : [],
  );
  return findOther(facts, 'tokens', others);
}
