import { parseAmount, toDecimal, type Asset, type Wei } from '@pooled-staking/core';
import { formatAmount } from '@pooled-staking/texts';
import type { SnapTranslator } from '@pooled-staking/texts/snap';

/** An amount that may be asked for, or words that say why not. */
export type CheckedAmount = { readonly amount: Wei } | { readonly fault: string };

/** A part of it, in hundredths, as a person would go on to edit it: cut to six decimals. */
export function partOf(most: Wei, hundredths: bigint, { decimals }: Asset): string {
  const step = 10n ** BigInt(Math.max(0, decimals - 6));
  const part = (most * hundredths) / 100n;
  return toDecimal(part >= step ? (part / step) * step : part, decimals);
}

const faultKeys = {
  empty: 'home.amountMissing',
  'not-a-number': 'home.amountNotNumber',
  ambiguous: 'home.amountNotNumber',
  grouped: 'home.amountNotNumber',
  negative: 'home.amountZero',
  'too-large': 'home.amountTooLong',
} as const;

/**
 * Reads what a person typed as an amount of the asset.
 * @param held what there is of it; more cannot be meant.
 */
export function checkAmount(text: string, asset: Asset, held: Wei, { t, locale }: SnapTranslator): CheckedAmount {
  const parsed = parseAmount(text, asset.decimals);
  if (!parsed.ok) {
    return {
      fault:
        parsed.problem === 'too-precise'
          ? t('home.amountTooManyDecimals', { count: asset.decimals })
          : t(faultKeys[parsed.problem]),
    };
  }
  if (parsed.wei === 0n) {
    return { fault: t('home.amountZero') };
  }
  return parsed.wei > held
    ? { fault: t('home.amountTooLarge', { amount: formatAmount(held, asset, locale) }) }
    : { amount: parsed.wei };
}
