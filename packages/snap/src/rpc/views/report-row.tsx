import type { JSXElement } from '@metamask/snaps-sdk/jsx';
import { formatEth, type Wei } from '@pooled-staking/core';
import type { Translate } from '../../i18n';
import { AmountRow } from '../../ui/parts';
import type { Voice } from '../../ui/texts';

/** What a report that comes along adds to the stake; nothing where it adds none. What it takes away is a warning. */
export function ReportRow({ change, voice }: { change: Wei; voice: Voice }): JSXElement | null {
  return change > 0n ? <AmountRow label={voice.t('reportAdds')} amount={change} voice={voice} /> : null;
}

/** The warning about a report that comes along and takes something away, or nothing. */
export function reportWarnings(change: Wei, t: Translate): string[] {
  return change < 0n ? [t('reportTakes', { amount: formatEth(-change) })] : [];
}
