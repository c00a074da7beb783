import { reportChange } from '../pool/holding-after';
import { isSameAddress, type Shares, type Wei } from '../units';
import type { Facts } from './facts';

/** ETH that the calls stake, for whomever. */
export function stakedAssets({ calls }: Pick<Facts, 'calls'>): Wei {
  return calls.reduce((sum, { call }) => (call.kind === 'stake' ? sum + call.assets : sum), 0n);
}

/** ETH that the calls stake for the sender. */
export function ownStakedAssets({ calls, transaction }: Pick<Facts, 'calls' | 'transaction'>): Wei {
  return calls.reduce(
    (sum, { call }) =>
      call.kind === 'stake' && isSameAddress(call.receiver, transaction.from) ? sum + call.assets : sum,
    0n,
  );
}

/** Shares that the calls take out of the sender's stake. */
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

/** What the report that comes along adds to the sender's stake in wei, negative for a loss; 0 where none does. */
export function reportChangeOf({ vault, afterReport }: Pick<Facts, 'vault' | 'afterReport'>): Wei {
  return vault && afterReport ? reportChange({ ...vault.state, shares: vault.held }, afterReport.report) : 0n;
}

/** ETH that leaves the account: of the transaction, or of the calls that the account makes of itself. */
export function spentAssets({ concerns, transaction }: Pick<Facts, 'concerns' | 'transaction'>): Wei {
  // The calls of one message share its ETH.
  const messages = new Map(concerns.parts.map(({ message, value }) => [message, value]));
  const ofParts = [...messages.values()].reduce((sum, value) => sum + value, 0n);
  return ofParts > transaction.value ? ofParts : transaction.value;
}
