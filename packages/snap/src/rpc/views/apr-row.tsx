import type { JSXElement } from '@metamask/snaps-sdk/jsx';
import { protocolOf, type Pool } from '@pooled-staking/core';
import { formatPercent } from '@pooled-staking/texts';
import { TextRow } from '../../ui/parts';
import { aprBasis, type Display } from '../../ui/display';
import type { KnownApr } from '../facts';

type AprRowProps = { readonly apr: KnownApr | null; readonly pool: Pool; readonly display: Display };

/** The pool's yearly rate with what it stands on; never a guess. */
export function AprRow({ apr, pool, display: { t, locale } }: AprRowProps): JSXElement {
  const hasReports = protocolOf(pool).hasReports === true;
  return apr === null ? (
    <TextRow label={t('apr')} text={t('unknown')} extra={t(hasReports ? 'tooFewReports' : 'tooFewRewards')} />
  ) : (
    <TextRow label={t('apr')} text={formatPercent(apr.apr, locale)} extra={aprBasis(apr, hasReports, t)} />
  );
}
