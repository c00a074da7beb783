import type { GetPositionResult } from '@pooled-staking/api';
import { t } from '../texts/texts';
import { Eth } from './amounts';

/** The rewards of a position's whole life, where they are proven. */
export function provenRewards({ reconciled, lifetimeRewards }: GetPositionResult): bigint | null {
  return reconciled && lifetimeRewards !== null ? BigInt(lifetimeRewards) : null;
}

/** The same as a figure, or words that say that it is not known. */
export function Lifetime({ position }: { readonly position: GetPositionResult }) {
  const rewards = provenRewards(position);
  return rewards === null ? (
    <span className="is-unknown">{t('position.historyIncomplete')}</span>
  ) : (
    <span className={rewards < 0n ? 'is-loss' : rewards > 0n ? 'is-gain' : ''} data-testid="lifetime-rewards">
      <Eth wei={rewards} isSigned />
    </span>
  );
}
