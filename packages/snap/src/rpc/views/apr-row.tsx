import type { JSXElement } from '@metamask/snaps-sdk/jsx';
import type { Translate } from '../../i18n';
import { formatPercent } from '../../ui/format';
import { TextRow } from '../../ui/parts';
import { aprBasis } from '../../ui/texts';
import type { KnownApr } from '../facts';

/** The pool's yearly rate with what it stands on; never a guess. */
export function AprRow({ apr, t }: { apr: KnownApr | null; t: Translate }): JSXElement {
  return apr === null ? (
    <TextRow label={t('apr')} text={t('unknown')} extra={t('tooFewReports')} />
  ) : (
    <TextRow label={t('apr')} text={formatPercent(apr.apr)} extra={aprBasis(apr, t)} />
  );
}
