import { formatRate, leastRateSpan, protocolOf } from '@pooled-staking/core';
import { useChosenPool } from '@pooled-staking/react';
import type { ShownBooks } from '../rewards/span';
import { spanTexts } from '../rewards/span-texts';
import { t } from '../texts/texts';
import { dateInUtc } from '../time/words';
import { Rate } from './rate';

/** The account's own rate over the chosen span, with what it stands on. */
export function OwnRate({ books }: { readonly books: ShownBooks }) {
  const { span, view, apr, points } = books;
  const { timestamp } = view.state.block;
  const start = Math.max(span.from ?? 0, view.entries[0]?.time ?? 0);
  const end = Math.min(span.to ?? timestamp, timestamp);
  const reports = points.filter(({ transactionHash }) => transactionHash !== null).length;
  const hasReports = protocolOf(useChosenPool().pool).hasReports === true;
  const between = { from: dateInUtc(start), to: dateInUtc(end) };
  const name =
    span.span === 'all'
      ? t('rewards.spanAllOfIt')
      : span.span === 'own'
        ? t('statement.daysInUtc', between)
        : t(spanTexts[span.span]);
  return (
    <div className="own-rate">
      <Rate
        label={t('rewards.ownRate', { span: name })}
        rate={apr === null ? null : formatRate(apr)}
        basis={
          apr === null
            ? t(end > start && end - start < leastRateSpan ? 'rewards.ownRateTooShort' : 'rewards.ownRateNone')
            : hasReports
              ? t('rewards.ownRateBasis', { ...between, reports })
              : t('rewards.ownRateBasisRewards', between)
        }
        testId="own-apr"
      />
    </div>
  );
}
