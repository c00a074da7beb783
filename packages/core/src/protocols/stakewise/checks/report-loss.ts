import { reportChangeOf } from '../insight/amounts';
import { isVault, type Facts } from '../insight/facts';
import type { Finding } from '../insight/findings';

/** The report that the transaction brings in takes ETH from the sender's stake: penalties that wait to be taken in. */
export function checkReportLoss(facts: Pick<Facts, 'afterReport' | 'standing' | 'vault'>): Finding | null {
  const change = reportChangeOf(facts);
  return isVault(facts) && change < 0n ? { id: 'report-loss', severity: 'warning', loss: -change } : null;
}
