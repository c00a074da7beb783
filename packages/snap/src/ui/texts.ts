import type { AprWindow, FiatPrice, Seconds, Wei } from '@pooled-staking/core';
import type { Translate } from '../i18n';
import { daysBetween, formatDay, formatFiat, isOldPrice } from './format';

/** In which words and which money things are said. */
export type Voice = {
  readonly t: Translate;
  readonly locale: string;
  /** `null` where the chain has no price for the person's currency. */
  readonly fiatPrice: FiatPrice | null;
  /** The chain's time, against which the price's age counts. */
  readonly now: Seconds;
};

/** What an amount is worth, with the day of a price that is old; empty where there is no price. */
export function fiatText(amount: Wei, { t, locale, fiatPrice, now }: Voice): string {
  if (!fiatPrice) {
    return '';
  }
  const money = formatFiat(amount, fiatPrice, locale);
  return isOldPrice(fiatPrice, now)
    ? t('fiatOld', { money, day: formatDay(fiatPrice.updatedAt, locale) })
    : t('fiat', { money });
}

/** What a rate stands on. */
export function aprBasis({ days, from, to, harvests }: AprWindow, t: Translate): string {
  const covered = from === null || to === null ? days : daysBetween(from, to);
  return t('aprBasis', { days: covered.toString(), reports: harvests.toString() });
}
