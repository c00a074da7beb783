import type { GetPositionResult } from '@pooled-staking/api';
import { protocolOf } from '@pooled-staking/core';
import { useChosenPool, usePosition, useSession } from '@pooled-staking/react';
import { exactEth } from '../amounts/eth';
import { formatNumber, t, texts } from '../texts/texts';
import { sumExits } from '../positions/sum-exits';
import { Eth } from './amounts';
import { LedgerLine } from './ledger-line';
import { Lifetime, provenRewards } from './lifetime';
import { ErrorNote, Note, Skeleton, StaleLine } from './notes';
import { Section } from './section';
import { When } from './time';
import './position.css';

function Figures({ position }: { readonly position: GetPositionResult }) {
  const { pool } = useChosenPool();
  const { waiting, claimable } = sumExits(position);
  const { assets, pendingRewards, reason } = position;
  const unit = texts().asset.symbol;
  const rewards = provenRewards(position);
  return (
    <>
      <p className="holding">
        <span className="holding-label">{t('sum.staked')}</span>
        <span className="holding-amount" data-testid="staked">
          <Eth wei={assets} />
        </span>
      </p>
      {BigInt(assets) === 0n && position.exits.length === 0 && rewards === 0n ? (
        <p className="empty position-empty">
          {t(pool.onlyAdmitted ? 'position.nothingLocked' : 'position.nothingStaked')}
        </p>
      ) : null}
      <dl className="lines">
        <LedgerLine label={t('sum.rewardsSoFar')}>
          <Lifetime position={position} />
        </LedgerLine>
        {protocolOf(pool).hasReports ? (
          <LedgerLine label={t('position.inNextReport')}>
            {pendingRewards === null ? (
              <span className="muted">{t('position.notKnown')}</span>
            ) : (
              <Eth wei={pendingRewards} isSigned />
            )}
          </LedgerLine>
        ) : null}
        <LedgerLine label={t('sum.onItsWayOut')}>
          <Eth wei={waiting} />
        </LedgerLine>
        <LedgerLine label={t('sum.readyToClaim')}>
          <span data-testid="claimable">
            <Eth wei={claimable} />
          </span>
        </LedgerLine>
      </dl>
      {rewards === null ? (
        <Note tone="warning" title={t('position.historyIncomplete')}>
          {t('position.noRewardShown', { reason: reason ?? t('position.recordsDiffer') })}
        </Note>
      ) : null}
      <details className="exact">
        <summary>{t('position.exactToLastDigit')}</summary>
        <dl>
          <dt>{t('sum.staked')}</dt>
          <dd>
            {exactEth(BigInt(assets))} {unit}
          </dd>
          {rewards === null ? null : (
            <>
              <dt>{t('sum.rewardsSoFar')}</dt>
              <dd>
                {exactEth(rewards)} {unit}
              </dd>
            </>
          )}
          <dt>{t('sum.onItsWayOut')}</dt>
          <dd>
            {exactEth(waiting)} {unit}
          </dd>
          <dt>{t('sum.readyToClaim')}</dt>
          <dd>
            {exactEth(claimable)} {unit}
          </dd>
        </dl>
      </details>
    </>
  );
}

/** What the account has in the pool. */
export function Position() {
  const { isReadOnly } = useSession();
  const { pool } = useChosenPool();
  const { data: position, error, refetch } = usePosition();
  return (
    <Section
      id="position"
      title={t(isReadOnly ? 'position.accountsPosition' : 'position.yourPosition')}
      aside={
        position ? (
          <>
            {t('position.blockNumber', { block: formatNumber(position.asOf.blockNumber) })} ·{' '}
            <When time={position.asOf.timestamp} />
          </>
        ) : null
      }
    >
      {position ? <StaleLine error={error} /> : null}
      {position ? (
        <Figures position={position} />
      ) : error ? (
        <ErrorNote error={error} onRetry={() => void refetch()} />
      ) : (
        // As high as what comes.
        <Skeleton lines={protocolOf(pool).hasReports ? 9 : 8} label={t('position.readingPosition')} />
      )}
    </Section>
  );
}
