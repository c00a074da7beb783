import type { Wei } from '../units';

/**
 * An amount as a decimal number, exact, without trailing zeros: "1.5". Negative amounts carry a minus sign.
 * @param amount in the smallest unit, of which `decimals` digits stand behind the point.
 * @example
 * ```ts
 * import { toDecimal } from '@pooled-staking/core';
 *
 * console.log(toDecimal(1_500_000_000_000_000_000n, 18)); // 1.5
 * ```
 */
export function toDecimal(amount: Wei, decimals: number): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(whole.length).replace(/0+$/u, '');
  return `${amount < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The same of an amount of ETH in wei. */
export const toDecimalEth = (amount: Wei): string => toDecimal(amount, 18);
