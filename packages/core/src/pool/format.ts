import { formatEther } from 'ethers';
import type { Wei } from '../units';

/**
 * An amount for a sentence: ETH with at most `places` decimals, cut, not rounded up, so that it never shows more than
 * there is; an amount too small for that is shown in full. Trailing zeros go.
 */
export function formatEth(amount: Wei, places = 6): string {
  const unit = 10n ** BigInt(18 - places);
  const cut = (amount / unit) * unit;
  const shown = cut === 0n ? amount : cut;
  return `${formatEther(shown).replace(/\.0$/u, '')} ETH`;
}
