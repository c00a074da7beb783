import type { GetPositionResult } from '@pooled-staking/api';
import { usePosition } from '@pooled-staking/react';
import type { ReactNode } from 'react';
import { Eth } from '../components/amounts';
import { Skeleton, StaleLine } from '../components/notes';
import { Lifetime } from '../components/lifetime';
import { sumExits } from '../positions/sum-exits';
import { t } from '../texts/texts';
import './pool-figures.css';

function Figure({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="pool-figure">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Figures({ position }: { readonly position: GetPositionResult }) {
  return (
    <dl className="pool-figures">
      <Figure label={t('sum.staked')}>
        <span data-testid="staked">
          <Eth wei={position.assets} />
        </span>
      </Figure>
      <Figure label={t('sum.readyToClaim')}>
        <span data-testid="claimable">
          <Eth wei={sumExits(position).claimable} />
        </span>
      </Figure>
      <Figure label={t('sum.rewardsSoFar')}>
        <Lifetime position={position} />
      </Figure>
    </dl>
  );
}

/** What the account has in the pool, in one line. What is wrong with it is told by the page's own parts. */
export function PoolFigures() {
  const { data: position, error } = usePosition();
  if (!position) {
    return error ? null : (
      <div className="pool-figures-skeleton">
        <Skeleton lines={1} label={t('position.readingPosition')} />
      </div>
    );
  }
  return (
    <div>
      <StaleLine error={error} />
      <Figures position={position} />
    </div>
  );
}
