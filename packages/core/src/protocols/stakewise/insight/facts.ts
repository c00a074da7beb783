import type { Facts } from '../../../insight/facts';
import type { Wei } from '../../../units';
import { reportChange, type Holding } from '../vault/holding-after';
import type { VaultState } from '../vault/state';

/** What a transaction with a report leaves, from simulations at the newest block. */
export type StakeAfter = {
  /** The account's stake once the report is in, and nothing else is done. */
  readonly report: Holding;
  /** The account's stake after the whole transaction. */
  readonly transaction: Holding;
};

/** What vaults tell beside what all pools do. */
export type OwnFacts = {
  /** Absent or `null` for a transaction that brings no report in, or whose outcome could not be simulated. */
  readonly afterReport?: StakeAfter | null;
};

/** Facts of a vault. */
export type VaultFacts = Facts<VaultState> & OwnFacts;

/** True when a call brings a report in, by which the worth of every stake changes. */
export function bringsReport(calls: Facts['calls']): boolean {
  return calls.some(({ call }) => 'reportRoot' in call && call.reportRoot !== null);
}

/** What the report that comes along adds to the account's stake in wei, negative for a loss; 0 where none does. */
export function reportChangeOf({ pool, afterReport }: Pick<VaultFacts, 'pool' | 'afterReport'>): Wei {
  return pool && afterReport ? reportChange({ ...pool.state, shares: pool.held }, afterReport.report) : 0n;
}
