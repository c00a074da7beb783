import { isPool, type Facts, type OwnAccount } from '../facts';
import type { StakingCall } from '../../staking/call';
import { isSameAddress, type Address } from '../../units';

export type ReceiverIsAnother = {
  readonly id: 'receiver-is-another';
  readonly severity: 'critical';
  readonly action: 'stake' | 'exit' | 'tokens';
  readonly receivers: readonly Address[];
};

/** An account that receives something is one that the person has confirmed as their own: named, and no alarm. */
export type ReceiverIsOwn = {
  readonly id: 'receiver-is-own';
  readonly severity: 'note';
  readonly accounts: readonly OwnAccount[];
};

type Given = Pick<Facts, 'calls' | 'kind' | 'transaction' | 'ownAccounts'>;

const isOf = ({ ownAccounts }: Given, receiver: Address): boolean =>
  ownAccounts.some(({ address }) => isSameAddress(address, receiver));

function findOther(
  facts: Given,
  action: 'stake' | 'exit' | 'tokens',
  others: readonly Address[],
): ReceiverIsAnother | null {
  const receivers = isPool(facts) ? [...new Set(others)].filter((each) => !isOf(facts, each)) : [];
  return receivers.length > 0 ? { id: 'receiver-is-another', severity: 'critical', action, receivers } : null;
}

/**
 * Receivers of stakes that are another account than the one that pays. A smart account may stake for the account that signs,
 * with ETH that this one sends along.
 */
function stakeReceivers({ calls, transaction: { from, value } }: Given): Address[] {
  return calls.flatMap(({ call, owner }) =>
    call.kind === 'stake' &&
    !isSameAddress(call.receiver, owner) &&
    !(value >= call.assets && isSameAddress(call.receiver, from))
      ? [call.receiver]
      : call.kind === 'setting' && call.setting === 'owner' && call.account && !isSameAddress(call.account, owner)
        ? [call.account]
        : [],
  );
}

const leaving: readonly StakingCall['kind'][] = ['exit', 'redeem', 'claim', 'cancel', 'exit-transfer'];

function exitReceivers({ calls }: Given): Address[] {
  return calls.flatMap(({ call, owner }) =>
    leaving.includes(call.kind) && 'receiver' in call && call.receiver && !isSameAddress(call.receiver, owner)
      ? [call.receiver]
      : [],
  );
}

function tokenReceivers({ calls }: Given): Address[] {
  return calls.flatMap(({ call, owner }) =>
    call.kind === 'os-token' && call.receiver !== null && !isSameAddress(call.receiver, owner) ? [call.receiver] : [],
  );
}

/** A stake that is credited to another account than the one that pays for it: given away. */
export function checkStakeReceiver(facts: Given): ReceiverIsAnother | null {
  return findOther(facts, 'stake', stakeReceivers(facts));
}

/** An exit whose ETH only another account can claim, or a payment to another account: given away. */
export function checkExitReceiver(facts: Given): ReceiverIsAnother | null {
  return findOther(facts, 'exit', exitReceivers(facts));
}

/** New osETH for another account, against the own stake: given away. */
export function checkTokenReceiver(facts: Given): ReceiverIsAnother | null {
  return findOther(facts, 'tokens', tokenReceivers(facts));
}

/** Any of these for an account that the person has confirmed as their own. */
export function checkOwnReceiver(facts: Given): ReceiverIsOwn | null {
  const receivers = [...stakeReceivers(facts), ...exitReceivers(facts), ...tokenReceivers(facts)];
  const accounts = isPool(facts)
    ? facts.ownAccounts.filter(({ address }) => receivers.some((each) => isSameAddress(each, address)))
    : [];
  return accounts.length > 0 ? { id: 'receiver-is-own', severity: 'note', accounts } : null;
}
