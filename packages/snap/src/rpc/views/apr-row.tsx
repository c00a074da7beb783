import type { JSXElement } from '@metamask/snaps-sdk/jsx';
import { formatPercent } from '@pooled-staking/texts';
import { TextRow } from '../../ui/parts';
import { aprBasis, type Display } from '../../ui/display';
import type { KnownApr } from '../facts';

/** The pool's yearly rate with what it stands on; never a guess. */
export function AprRow({ apr, display: { t, locale } }: { apr: KnownApr | null; display: Display }): JSXElement {
  return apr === null ? (
    <TextRow label={t('apr')} text={t('unknown')} extra={t('tooFewReports')} />
  ) : (
    <TextRow label={t('apr')} text={formatPercent(apr.apr, locale)} extra={aprBasis(apr, t)} />
  );
}
