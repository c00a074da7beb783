import type { JSXElement } from '@metamask/snaps-sdk/jsx';
import { protocolOf, type Asset, type Pool, type Wei } from '@pooled-staking/core';
import { formatAmount } from '@pooled-staking/texts';
import { AmountRow } from '../../ui/parts';
import type { Display } from '../../ui/display';

/**
 * What a report, or what else rewards come in by, adds to the stake when it comes along; nothing where it adds none. What it
 * takes away is a warning.
 * @param pool `null` for a registered vault that is no pool of ours: those have reports.
 */
export function ReportRow(props: {
  change: Wei;
  asset: Asset;
  pool: Pool | null;
  display: Display;
}): JSXElement | null {
  const { change, asset, pool, display } = props;
  const label = display.t(pool === null || protocolOf(pool).hasReports ? 'reportAdds' : 'rewardsBroughtIn');
  return change > 0n ? <AmountRow label={label} amount={change} asset={asset} display={display} /> : null;
}

/** The warning about a report that comes along and takes something away, or nothing. */
export function reportWarnings(change: Wei, asset: Asset, { t, locale }: Display): string[] {
  return change < 0n ? [t('reportTakes', { amount: formatAmount(-change, asset, locale) })] : [];
}
