import type { JSXElement } from '@metamask/snaps-sdk/jsx';
import type { Wei } from '@pooled-staking/core';
import { formatEth } from '@pooled-staking/texts';
import { AmountRow } from '../../ui/parts';
import type { Display } from '../../ui/display';

/** What a report that comes along adds to the stake; nothing where it adds none. What it takes away is a warning. */
export function ReportRow({ change, display }: { change: Wei; display: Display }): JSXElement | null {
  return change > 0n ? <AmountRow label={display.t('reportAdds')} amount={change} display={display} /> : null;
}

/** The warning about a report that comes along and takes something away, or nothing. */
export function reportWarnings(change: Wei, { t, locale }: Display): string[] {
  return change < 0n ? [t('reportTakes', { amount: formatEth(-change, locale) })] : [];
}
