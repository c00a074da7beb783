import { formatRate, intervals, leastRateSpan, protocolOf, type Interval } from '@pooled-staking/core';
import { explainGap } from '@pooled-staking/texts';
import { useState } from 'react';
import { useAccountView, useViewProgress, type AccountView } from '../data/account-view';
import { useBooks, type SpanBooks } from '../data/books';
import { useCurrency } from '../data/currency';
import { useEntryPrices } from '../data/entry-prices';
import { useChosenPool } from '../pools/chosen-pool';
import { spans, startOfSpan, type Span } from '../rewards/span';
import { spanTexts } from '../rewards/span-texts';
import { t, texts } from '../texts/texts';
import { dateInUtc } from '../time/words';
import { Choice } from './choice';
import { CurrencyChoice } from './currency-choice';
import { ExportPart } from './export-part';
import { LedgerTable } from './ledger-table';
import { Note, ErrorNote, StaleLine } from './notes';
import { Rate } from './rate';
import { ReadingLine, StoppedLine } from './reading';
import { RewardHistory } from './reward-history';
import { RewardsSum } from './rewards-sum';
import { Section } from './section';
import './rewards.css';

/** The account's own rate over the chosen span, with what it stands on. */
function OwnRate({ view, books }: { readonly view: AccountView; readonly books: SpanBooks }) {
  const { span } = books;
  const { timestamp } = view.state.block;
  const start = Math.max(startOfSpan(span, timestamp) ?? 0, view.entries[0]?.time ?? 0);
  const reports = books.points.filter(({ transactionHash }) => transactionHash !== null).length;
  const hasReports = protocolOf(useChosenPool().pool).hasReports === true;
  const between = { from: dateInUtc(start), to: dateInUtc(timestamp) };
  return (
    <div className="own-rate">
      <Rate
        label={t('rewards.ownRate', { span: t(span === 'all' ? 'rewards.spanAllOfIt' : spanTexts[span]) })}
        rate={books.apr === null ? null : formatRate(books.apr)}
        basis={
          books.apr === null
            ? t(timestamp - start < leastRateSpan ? 'rewards.ownRateTooShort' : 'rewards.ownRateNone')
            : hasReports
              ? t('rewards.ownRateBasis', { ...between, reports })
              : t('rewards.ownRateBasisRewards', between)
        }
        testId="own-apr"
      />
    </div>
  );
}

/** Why rewards are not told by day, although their sum is proven. */
function ByDayUnknown({ reason }: { readonly reason: string }) {
  return (
    <Note tone="warning" title={t('rewards.byDayUnknownTitle')}>
      {t('rewards.byDayUnknownText', { reason })}
    </Note>
  );
}

/** Everything about the account's rewards once its ledger is read. */
function Figures({ view }: { readonly view: AccountView }) {
  const { currency } = useCurrency(useChosenPool().network);
  const [span, setSpan] = useState<Span>('90 days');
  const [interval, setInterval] = useState<Interval>('week');
  const reading = useBooks(view, span, currency);
  const prices = useEntryPrices(view, currency);
  const isSumKnown = view.lifetimeRewards !== null;
  const isComplete = view.gap === null;
  if (view.entries.length === 0 && isComplete) {
    return <p className="empty">{t('rewards.noEntries')}</p>;
  }
  const books = reading.query.data;
  return (
    <>
      <div className="sum-and-rate">
        <RewardsSum view={view} />
        {isComplete && books ? <OwnRate view={view} books={books} /> : null}
      </div>
      {isComplete ? (
        <>
          <div className="choices-row">
            <Choice
              legend={t('rewards.spanChoice')}
              options={spans.map((value) => ({ value, label: t(spanTexts[value]) }))}
              value={span}
              onChange={setSpan}
            />
            <Choice
              legend={t('rewards.intervalChoice')}
              options={intervals.map((value) => ({ value, label: t('rewards.intervalName', { interval: value }) }))}
              value={interval}
              onChange={setInterval}
            />
          </div>
          <RewardHistory span={span} interval={interval} currency={currency} reading={reading} />
          <ExportPart view={view} currency={currency} />
        </>
      ) : null}
      {isSumKnown && view.gap ? <ByDayUnknown reason={explainGap(view.gap, texts())} /> : null}
      {view.entries.length > 0 ? (
        <div className="movements">
          <h3>{t('rewards.movements')}</h3>
          <LedgerTable view={view} prices={prices} />
        </div>
      ) : null}
    </>
  );
}

/** Lifetime rewards and what they add up from, rewards by period as plot, table and file, and the ledger. */
export function Rewards() {
  const { query, cancel, isStopped } = useAccountView();
  const progress = useViewProgress();
  const view = query.data;
  return (
    <Section id="rewards" title={t('rewards.rewards')} aside={view?.entries.length ? <CurrencyChoice /> : null}>
      {view ? (
        <>
          <StaleLine error={query.error} />
          <Figures view={view} />
        </>
      ) : isStopped ? (
        <StoppedLine onAgain={() => void query.refetch()} />
      ) : query.error ? (
        <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ReadingLine label={t('rewards.readingHistory')} progress={progress} onCancel={cancel} />
      )}
    </Section>
  );
}
