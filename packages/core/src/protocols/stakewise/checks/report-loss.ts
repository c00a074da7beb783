import { isPool } from '../../../insight/facts';
import { reportChangeOf, type VaultFacts } from '../insight/facts';
import type { Wei } from '../../../units';

export type ReportLoss = { readonly id: 'report-loss'; readonly severity: 'warning'; readonly loss: Wei };

/** The report that the transaction brings in takes ETH from the sender's stake: penalties that wait to be taken in. */
export function checkReportLoss(facts: Pick<VaultFacts, 'afterReport' | 'kind' | 'pool'>): ReportLoss | null {
  const change = reportChangeOf(facts);
  return isPool(facts) && change < 0n ? { id: 'report-loss', severity: 'warning', loss: -change } : null;
}
