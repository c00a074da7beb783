import type { JSXElement } from '@metamask/snaps-sdk/jsx';
import type { Asset, Wei } from '@pooled-staking/core';
import { formatAmount } from '@pooled-staking/texts';
import { AmountRow } from '../../ui/parts';
import type { Display } from '../../ui/display';

/** What a report that comes along adds to the stake; nothing where it adds none. What it takes away is a warning. */
export function ReportRow(props: { change: Wei; asset: Asset; display: Display }): JSXElement | null {
  const { change, asset, display } = props;
  return change > 0n ? (
    <AmountRow label={display.t('reportAdds')} amount={change} asset={asset} display={display} />
  ) : null;
}

/** The warning about a report that comes along and takes something away, or nothing. */
export function reportWarnings(change: Wei, asset: Asset, { t, locale }: Display): string[] {
  return change < 0n ? [t('reportTakes', { amount: formatAmount(-change, asset, locale) })] : [];
}
