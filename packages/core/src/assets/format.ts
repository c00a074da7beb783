import type { Wei } from '../units';

const weiDigits = 18;

/** An amount of ETH as a decimal number, exact, without trailing zeros: "1.5". Negative amounts carry a minus sign. */
export function toDecimalEth(amount: Wei): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(weiDigits + 1, '0');
  const fraction = digits.slice(-weiDigits).replace(/0+$/u, '');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -weiDigits)}${fraction === '' ? '' : `.${fraction}`}`;
}
