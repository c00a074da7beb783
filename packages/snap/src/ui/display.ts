import {
  toFiatCents,
  type AprWindow,
  type Asset,
  type FiatPrice,
  type Network,
  type Pool,
  type Seconds,
  type Wei,
} from '@pooled-staking/core';
import { formatDay, formatMoney } from '@pooled-staking/texts';
import type { SnapTranslate, SnapTranslator } from '@pooled-staking/texts/snap';

/** The texts as they speak of a pool: in its asset, and in what its chain's fees are paid in. */
export function textsOfPool(
  texts: SnapTranslator,
  { network, pool }: { readonly network: Network; readonly pool: Pick<Pool, 'asset'> },
): SnapTranslator {
  return texts.of(pool.asset, network.nativeAsset);
}

/** In which language and which money things are shown. */
export type Display = SnapTranslator & {
  /** `null` where the chain has no price for the person's currency. */
  readonly fiatPrice: FiatPrice | null;
  /** The chain's time, against which the price's age counts. */
  readonly now: Seconds;
};

const daySeconds = 86_400;

/** Whole days between two times, at least one. */
export function daysBetween(from: Seconds, to: Seconds): number {
  return Math.max(1, Math.round((to - from) / daySeconds));
}

/** A price older than this is shown with its day: feeds are updated at least daily. */
function isOldPrice({ updatedAt }: FiatPrice, now: Seconds): boolean {
  return now - updatedAt > daySeconds + 3600;
}

/** What an amount is worth, with the day of a price that is old; empty where there is no price. The feeds price the chain's own money alone. */
export function fiatText(amount: Wei, asset: Asset, { t, locale, fiatPrice, now }: Display): string {
  if (!fiatPrice || asset.address !== null) {
    return '';
  }
  const money = formatMoney(toFiatCents(amount, fiatPrice), fiatPrice.currency, locale);
  return isOldPrice(fiatPrice, now)
    ? t('fiatOld', { money, day: formatDay(fiatPrice.updatedAt, locale) })
    : t('fiat', { money });
}

/** What a rate stands on. */
export function aprBasis({ days, from, to, harvests }: AprWindow, hasReports: boolean, t: SnapTranslate): string {
  const covered = from === null || to === null ? days : daysBetween(from, to);
  return hasReports ? t('aprBasis', { days: covered, reports: harvests }) : t('aprDays', { days: covered });
}
