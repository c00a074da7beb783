import { fromFiatCents, parseAmount, type FiatPrice, type ParsedAmount } from '@pooled-staking/core';
import { ethWithUnit, parseEth, shownDecimal } from '../amounts/eth';
import { t, texts } from '../texts/texts';

/** An amount that may be staked or unstaked, or words that say why not. */
export type CheckedAmount =
  | { readonly ok: true; readonly wei: bigint }
  | { readonly ok: false; readonly isEmpty: boolean; readonly message: string };

/** Decimals of an amount of money. */
const centDecimals = 2;

/** Reads an amount of the asset, or at a price one of its currency, of which it gives as much as that buys, rounded down. */
function read(text: string, price: FiatPrice | null): ParsedAmount {
  if (!price) {
    return parseEth(text);
  }
  const cents = parseAmount(text, centDecimals);
  return cents.ok ? { ok: true, wei: fromFiatCents(cents.wei, price) } : cents;
}

function textOf(text: string, refused: Exclude<ParsedAmount, { ok: true }>, price: FiatPrice | null): string {
  // The words are the same for a currency.
  const own = texts();
  const { t: say } = price ? own.of({ symbol: price.currency, decimals: centDecimals }, own.native) : own;
  switch (refused.problem) {
    case 'empty':
      return say('form.amountEmpty');
    case 'not-a-number':
      return say('form.amountNotANumber', { example: shownDecimal('1.5') });
    case 'negative':
      return say('form.amountNegative');
    case 'too-precise':
      return say(price ? 'form.amountTooManyCents' : 'form.amountTooPrecise');
    case 'too-large':
      return say('form.amountTooLarge');
    case 'ambiguous': {
      const [decimal, whole] = refused.readings;
      return say('form.amountAmbiguous', { text: text.trim(), decimal, whole });
    }
    case 'grouped':
      return say('form.amountGrouped', { reading: refused.reading });
  }
}

function refuse(message: string, isEmpty = false): CheckedAmount {
  return { ok: false, isEmpty, message };
}

function checkPositive(text: string, price: FiatPrice | null = null): CheckedAmount {
  const parsed = read(text, price);
  if (!parsed.ok) {
    return refuse(textOf(text, parsed, price), parsed.problem === 'empty');
  }
  return parsed.wei > 0n ? parsed : refuse(t('form.amountNegative'));
}

/**
 * Checks the text of an amount to stake; limits that are not known yet are left to the quote. In wei.
 * @param price with one the text is an amount of its currency.
 */
export function checkStake(
  text: string,
  limits: { readonly balance: bigint | undefined; readonly capacityLeft: bigint | undefined },
  unit?: string,
  price: FiatPrice | null = null,
): CheckedAmount {
  const checked = checkPositive(text, price);
  if (!checked.ok) {
    return checked;
  }
  const { balance, capacityLeft } = limits;
  if (balance !== undefined && checked.wei > balance) {
    return refuse(t('form.amountAboveBalance', { amount: ethWithUnit(balance, unit) }));
  }
  if (capacityLeft !== undefined && checked.wei > capacityLeft) {
    return refuse(t('form.amountAboveCapacity', { amount: ethWithUnit(capacityLeft) }));
  }
  return checked;
}

/** Checks the text of an amount to unstake against what is staked, in wei. */
export function checkUnstake(text: string, staked: bigint, unit?: string): CheckedAmount {
  const checked = checkPositive(text);
  if (checked.ok && checked.wei > staked) {
    return refuse(t('form.amountAboveStake', { amount: ethWithUnit(staked, unit) }));
  }
  return checked;
}
