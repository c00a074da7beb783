import { isDearFee, outgrowsRewards, yearlyReward, type Asset, type NetworkFee, type Wei } from '@pooled-staking/core';
import { formatShare } from '@pooled-staking/texts';
import type { Display } from '../../ui/display';
import type { KnownApr } from '../facts';

/** What an amount earns in a year at the shown rate; `null` where the rate is unknown. */
export function yearlyRewardOf(amount: Wei, apr: KnownApr | null): Wei | null {
  return apr === null ? null : yearlyReward(amount, apr.apr);
}

/** True for an asset that fees are paid in: an amount of another one cannot be compared with them. */
export const paysFees = ({ address }: Asset): boolean => address === null;

/**
 * What part of the ETH that a claim pays the network fee is; `null` where it is more than all of it: that is said in words,
 * since a share of next to nothing is a number without sense.
 */
export function feeShareOfClaim({ fee }: NetworkFee, assets: Wei, locale: string): string | null {
  return fee > assets ? null : formatShare(fee, assets, locale);
}

/** The network fee as a share of a year's rewards; empty where there are none to compare with, or next to none. */
export function feeShareText(networkFee: NetworkFee, yearly: Wei | null, { t, locale }: Display): string {
  const share =
    yearly === null || outgrowsRewards(networkFee, yearly) ? null : formatShare(networkFee.fee, yearly, locale);
  return share === null ? '' : t('feeOfYear', { part: share });
}

/** A dear network fee in a sentence. */
export function dearFeeText(fee: Wei, yearly: Wei, { t, locale }: Display): string {
  const share = outgrowsRewards({ fee }, yearly) ? null : formatShare(fee, yearly, locale);
  return share === null ? t('warnFeeAboveYears') : t('warnDearFee', { part: share });
}

/** The warning about a dear network fee, or nothing. */
export function dearFeeWarnings(networkFee: NetworkFee, yearly: Wei | null, display: Display): string[] {
  if (yearly === null || yearly <= 0n || !isDearFee(networkFee, yearly)) {
    return [];
  }
  return [dearFeeText(networkFee.fee, yearly, display)];
}
