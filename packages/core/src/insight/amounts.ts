import type { StakingCall } from '../staking/call';
import { isSameAddress, type Address, type Shares, type Wei } from '../units';
import type { CallFacts, Facts, Subject } from './facts';

/** The account whose stake and money the calls move: the sender, or the smart account that makes them. */
export function stakerOf({ subject, transaction }: Pick<Facts, 'subject' | 'transaction'>): Address {
  return subject?.account ?? transaction.from;
}

/** What the calls stake, for whomever. */
export function stakedAssets({ calls }: Pick<Facts, 'calls'>): Wei {
  return calls.reduce((sum, { call }) => (call.kind === 'stake' ? sum + call.assets : sum), 0n);
}

/** What the calls stake for the account itself. */
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

type Spending = Pick<Facts, 'concerns' | 'subject' | 'transaction' | 'takenAsToken'>;

/**
 * What the account spends of the chain's own money: what the transaction, or the calls that it makes, send along, and what
 * is taken of it as a token. A smart account spends first what the transaction brings it.
 */
export function spentAssets(facts: Spending): Wei {
  return sentAssets(facts) + (facts.takenAsToken ?? 0n);
}

function sentAssets(facts: Spending): Wei {
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

/** True when the account has less than it sends along. */
export function isShort(facts: Spending & Pick<Facts, 'pool'>): boolean {
  return facts.pool !== null && spentAssets(facts) > facts.pool.balance;
}

/** What each call of a pool moves as far as it says so itself. */
export function toldAmounts({ parts }: Pick<Subject, 'parts'>): CallFacts[] {
  return parts.map(({ call, owner }) => ({ call, owner, assets: toldBy(call) }));
}

function toldBy(call: StakingCall): Wei | null {
  switch (call.kind) {
    case 'stake':
      return call.minted === undefined ? call.assets : null;
    case 'redeem':
      return call.assets ?? null;
    default:
      return null;
  }
}
