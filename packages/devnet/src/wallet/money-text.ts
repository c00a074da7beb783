const WEI_DIGITS = 18;

/**
 * A chain's own money as a person reads it: grouped, at most `decimals` places after the point, rounded down, without
 * trailing zeros. An amount above zero that would read as zero is told as less than the smallest amount shown.
 */
export function formatMoney(wei: bigint, symbol: string, decimals = 6): string {
  const digits = wei.toString().padStart(WEI_DIGITS + 1, '0');
  const whole = digits.slice(0, -WEI_DIGITS).replace(/\B(?=(\d{3})+$)/gu, ',');
  const fraction = digits.slice(-WEI_DIGITS).slice(0, decimals).replace(/0+$/u, '');
  if (wei > 0n && whole === '0' && fraction === '') {
    return `< 0.${'0'.repeat(decimals - 1)}1 ${symbol}`;
  }
  return `${fraction === '' ? whole : `${whole}.${fraction}`} ${symbol}`;
}
