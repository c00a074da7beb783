import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { afterDeposit, assetsToSharesUp, sharesToAssets } from '../src/protocols/stakewise/vault/share-maths';
import { sharesToExit } from '../src/protocols/stakewise/quotes/unstake';
import { StakingError } from '../src/errors';

const eth = 10n ** 18n;
const amount = fc.bigInt({ min: 1n, max: 10_000_000n * eth });
/** A pool whose price lies between 0.5 and 2: penalties and years of rewards. */
const totals = fc
  .record({ totalShares: amount, permille: fc.bigInt({ min: 500n, max: 2_000n }) })
  .map(({ totalShares, permille }) => ({ totalShares, totalAssets: (totalShares * permille) / 1_000n + 1n }));

describe('a deposit', () => {
  it('is worth the amount right after it, never less, at most a share more', () => {
    fc.assert(
      fc.property(amount, totals, (assets, pool) => {
        const minted = assetsToSharesUp(assets, pool);
        const after = afterDeposit(assets, pool);
        const gain = sharesToAssets(minted, after) - assets;
        expect(gain).toBeGreaterThanOrEqual(0n);
        expect(gain).toBeLessThanOrEqual(sharesToAssets(1n, after) + 1n);
      }),
    );
  });

  it('mints the amount itself in an empty pool', () => {
    expect(assetsToSharesUp(5n, { totalAssets: 0n, totalShares: 0n })).toBe(5n);
    expect(sharesToAssets(5n, { totalAssets: 0n, totalShares: 0n })).toBe(5n);
  });
});

/** The code of the error that a call throws. */
function codeOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof StakingError ? error.code : String(error);
  }
}

describe('sharesToExit', () => {
  it('takes the fewest shares that are worth at least the amount', () => {
    fc.assert(
      fc.property(amount, totals, (wanted, pool) => {
        const held = pool.totalShares;
        const assets = sharesToAssets(held, pool);
        fc.pre(wanted < assets);
        const shares = sharesToExit(wanted, held, pool);
        expect(sharesToAssets(shares, pool)).toBeGreaterThanOrEqual(wanted);
        expect(sharesToAssets(shares - 1n, pool)).toBeLessThan(wanted);
      }),
    );
  });

  const pool = { totalAssets: 1_020n * eth, totalShares: 1_000n * eth };
  const held = 3n * eth;
  const assets = sharesToAssets(held, pool);

  it('takes all for max, for the stake itself and for an amount that rounding or a report put a little above it', () => {
    for (const wanted of ['max', assets, assets + 1n, assets + assets / 1_000n] as const) {
      expect(sharesToExit(wanted, held, pool)).toBe(held);
    }
    expect(sharesToExit(assets - 2n * eth, held, pool)).toBeLessThan(held);
  });

  it('refuses an amount above the stake, an account without stake, and 0', () => {
    expect(codeOf(() => sharesToExit(assets + assets / 1_000n + 1n, held, pool))).toBe('INSUFFICIENT_STAKE');
    expect(codeOf(() => sharesToExit(2n * assets, held, pool))).toBe('INSUFFICIENT_STAKE');
    expect(codeOf(() => sharesToExit('max', 0n, pool))).toBe('INSUFFICIENT_STAKE');
    expect(codeOf(() => sharesToExit(0n, held, pool))).toBe('AMOUNT_TOO_SMALL');
  });
});
