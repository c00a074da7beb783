import { StakingError } from '../errors';
import type { Shares, Wei } from '../units';

/**
 * How far above the stake an amount may lie and still mean "all of it": a page shows rounded amounts, and a report may
 * come between looking and asking. Anything further above is a mistake that the person should see.
 */
function slack(assets: Wei): Wei {
  const lastShownDigit = 10n ** 13n;
  const relative = assets / 1_000n;
  return relative > lastShownDigit ? relative : lastShownDigit;
}

/**
 * The shares to exit for an amount: the fewest that are worth at least the amount, all of them for `max` or an amount at
 * or above the stake.
 * @param assets what all of `held` is worth.
 * @param sharesOf the fewest shares that are worth at least an amount.
 * @throws StakingError AMOUNT_TOO_SMALL, INSUFFICIENT_STAKE.
 */
export function sharesForExit(
  amount: Wei | 'max',
  held: Shares,
  assets: Wei,
  sharesOf: (amount: Wei) => Shares,
): Shares {
  if (held === 0n) {
    throw new StakingError('INSUFFICIENT_STAKE', { kind: 'nothing-staked', staked: 0n });
  }
  if (amount === 'max') {
    return held;
  }
  if (amount <= 0n) {
    throw new StakingError('AMOUNT_TOO_SMALL', { kind: 'no-amount-to-unstake', amount: 0n });
  }
  if (amount > assets + slack(assets)) {
    throw new StakingError('INSUFFICIENT_STAKE', { kind: 'more-than-staked', staked: assets, amount });
  }
  const shares = sharesOf(amount);
  return amount >= assets || shares > held ? held : shares;
}
