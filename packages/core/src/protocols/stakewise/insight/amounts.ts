import { reportChange } from '../vault/holding-after';
import { isSameAddress, type Address, type Shares, type Wei } from '../../../units';
import type { Facts } from './facts';

/** The account whose stake and ETH the calls move: the sender, or the smart account that makes them. */
export function stakerOf({ subject, transaction }: Pick<Facts, 'subject' | 'transaction'>): Address {
  return subject?.account ?? transaction.from;
}

/** ETH that the calls stake, for whomever. */
export function stakedAssets({ calls }: Pick<Facts, 'calls'>): Wei {
  return calls.reduce((sum, { call }) => (call.kind === 'stake' ? sum + call.assets : sum), 0n);
}

/** ETH that the calls stake for the account itself. */
export function ownStakedAssets(facts: Pick<Facts, 'calls' | 'subject' | 'transaction'>): Wei {
  const staker = stakerOf(facts);
  return facts.calls.reduce(
    (sum, { call }) => (call.kind === 'stake' && isSameAddress(call.receiver, staker) ? sum + call.assets : sum),
    0n,
  );
}

/** Shares that the calls take out of the account's stake. */
export function leavingShares({ calls }: Pick<Facts, 'calls'>): Shares {
  return calls.reduce(
    (sum, { call }) => (call.kind === 'exit' || call.kind === 'redeem' ? sum + call.shares : sum),
    0n,
  );
}

/** True when a call brings a report in, by which the worth of every stake changes. */
export function bringsReport({ calls }: Pick<Facts, 'calls'>): boolean {
  return calls.some(({ call }) => 'reportRoot' in call && call.reportRoot !== null);
}

/** What the report that comes along adds to the account's stake in wei, negative for a loss; 0 where none does. */
export function reportChangeOf({ vault, afterReport }: Pick<Facts, 'vault' | 'afterReport'>): Wei {
  return vault && afterReport ? reportChange({ ...vault.state, shares: vault.held }, afterReport.report) : 0n;
}

type Spending = Pick<Facts, 'concerns' | 'subject' | 'transaction'>;

/**
 * ETH that leaves the account: of the transaction, or of the calls that it makes. A smart account spends first what the
 * transaction brings it.
 */
export function spentAssets(facts: Spending): Wei {
  const { concerns, transaction } = facts;
  const staker = stakerOf(facts);
  // The calls of one message share its ETH.
  const own = concerns.parts.filter(({ owner }) => isSameAddress(owner, staker));
  const messages = new Map(own.map(({ message, value }) => [message, value]));
  const spent = [...messages.values()].reduce((sum, value) => sum + value, 0n);
  if (isSameAddress(staker, transaction.from)) {
    return spent > transaction.value ? spent : transaction.value;
  }
  return spent > transaction.value ? spent - transaction.value : 0n;
}

/** True when the account has less ETH than it spends. */
export function isShort(facts: Spending & Pick<Facts, 'vault'>): boolean {
  return facts.vault !== null && spentAssets(facts) > facts.vault.balance;
}
