import { pricedPeriods, protocolOf, type Interval } from '@pooled-staking/core';
import { useChosenPool, type CancellableRead } from '@pooled-staking/react';
import { useMemo } from 'react';
import { keyOfSpan, type ShownSpan, type ShownBooks } from '../rewards/span';
import { t } from '../texts/texts';
import { ErrorNote, StaleLine } from './notes';
import { PeriodTable } from './period-table';
import { ReadingLine, StoppedLine } from './reading';
import { RewardChart } from './reward-chart';
import './reward-history.css';

type RewardHistoryProps = {
  readonly span: ShownSpan;
  readonly interval: Interval;
  readonly currency: string | null;
  readonly reading: CancellableRead<ShownBooks>;
};

/** What is said where nothing came in, of pools with reports and of others. */
const emptyTexts = {
  reports: { ever: 'rewards.noReportsYet', span: 'rewards.noReportsInSpan' },
  rewards: { ever: 'rewards.noRewardsYet', span: 'rewards.noRewardsInSpan' },
} as const;

/** What each harvest of the span brought, as plot and table. */
export function RewardHistory({ span, interval, currency, reading }: RewardHistoryProps) {
  const { query, cancel, isStopped } = reading;
  const { hasReports } = protocolOf(useChosenPool().pool);
  const books = query.data;
  const periods = useMemo(() => (books ? pricedPeriods(books.points, interval) : []), [books, interval]);
  // Books of another span or currency, while those that were asked for are on their way.
  const isLate = books !== undefined && (keyOfSpan(books.span) !== keyOfSpan(span) || books.currency !== currency);
  if (isStopped || (isLate && query.fetchStatus === 'idle' && !query.error)) {
    return <StoppedLine onAgain={() => void query.refetch()} />;
  }
  if (!books) {
    return query.error ? (
      <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <ReadingLine label={t('rewards.readingReports')} onCancel={cancel} />
    );
  }
  return (
    <div className={isLate ? 'history is-late' : 'history'} aria-busy={isLate}>
      {isLate ? <ReadingLine label={t('rewards.readingReports')} onCancel={cancel} /> : null}
      <StaleLine error={query.error} />
      {periods.length === 0 ? (
        <p className="empty">
          {t(emptyTexts[hasReports ? 'reports' : 'rewards'][span.span === 'all' ? 'ever' : 'span'])}
        </p>
      ) : (
        <>
          <RewardChart periods={periods} interval={interval} currency={currency} />
          <PeriodTable key={keyOfSpan(span)} periods={periods} interval={interval} currency={currency} />
        </>
      )}
    </div>
  );
}
