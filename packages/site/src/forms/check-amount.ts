import type { ParsedAmount } from '@pooled-staking/core';
import { ethWithUnit, parseEth } from '../amounts/eth';
import { t } from '../texts/texts';

/** An amount that may be staked or unstaked, or words that say why not. */
export type CheckedAmount =
  | { readonly ok: true; readonly wei: bigint }
  | { readonly ok: false; readonly isEmpty: boolean; readonly message: string };

function textOf(text: string, refused: Exclude<ParsedAmount, { ok: true }>): string {
  switch (refused.problem) {
    case 'empty':
      return t('form.amountEmpty');
    case 'not-a-number':
      return t('form.amountNotANumber', { example: '1.5' });
    case 'negative':
      return t('form.amountNegative');
    case 'too-precise':
      return t('form.amountTooPrecise');
    case 'too-large':
      return t('form.amountTooLarge');
    case 'ambiguous': {
      const [decimal, whole] = refused.readings;
      return t('form.amountAmbiguous', { text: text.trim(), decimal, whole });
    }
    case 'grouped':
      return t('form.amountGrouped', { reading: refused.reading });
  }
}

function refuse(message: string, isEmpty = false): CheckedAmount {
  return { ok: false, isEmpty, message };
}

function checkPositive(text: string): CheckedAmount {
  const parsed = parseEth(text);
  if (!parsed.ok) {
    return refuse(textOf(text, parsed), parsed.problem === 'empty');
  }
  return parsed.wei > 0n ? parsed : refuse(t('form.amountNegative'));
}

/** Checks the text of an amount to stake; limits that are not known yet are left to the Snap. In wei. */
export function checkStake(
  text: string,
  limits: { readonly balance: bigint | undefined; readonly capacityLeft: bigint | undefined },
  unit?: string,
): CheckedAmount {
  const checked = checkPositive(text);
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
