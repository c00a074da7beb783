import { intervals, protocolOf, toFiatCents, type FiatPrice, type Interval } from '@pooled-staking/core';
import {
  useAccountView,
  useChosenPool,
  useCurrency,
  useEntryPrices,
  useFiatPrice,
  usePosition,
  useRewards,
  type AccountView,
  type CancellableRead,
} from '@pooled-staking/react';
import { explainGap } from '@pooled-staking/texts';
import { useAddressChoice } from '../address-choice';
import { shownFiatCents } from '../amounts/eth';
import { spans, wholeSpan, type ShownSpan, type ShownBooks } from '../rewards/span';
import { spanTexts } from '../rewards/span-texts';
import { useShownSpan, type SpanChoice } from '../rewards/use-shown-span';
import { t, texts } from '../texts/texts';
import { Eth } from './amounts';
import { Choice } from './choice';
import { CurrencyChoice } from './currency-choice';
import { DayFields } from './day-field';
import { ExportPart } from './export-part';
import { HowWeKnow } from './how-we-know';
import { LedgerLine } from './ledger-line';
import { LedgerTable } from './ledger-table';
import { ErrorNote, Note, StaleLine } from './notes';
import { OwnRate } from './own-rate';
import { PenaltyNote } from './penalty-note';
import { ReadingLine, StoppedLine } from './reading';
import { RewardHistory } from './reward-history';
import { RewardsSum } from './rewards-sum';
import { Section } from './section';
import { Worth } from './worth';
import './rewards.css';

/** Why rewards are not told by day, although their sum is proven. */
function ByDayUnknown({ reason }: { readonly reason: string }) {
  return (
    <Note tone="warning" title={t('rewards.byDayUnknownTitle')}>
      {t('rewards.byDayUnknownText', { reason })}
    </Note>
  );
}

/** What the next report adds, where the pool has reports; it is in no sum yet. */
function Pending({ price }: { readonly price: FiatPrice | null }) {
  const { data: position } = usePosition();
  const { hasReports } = protocolOf(useChosenPool().pool);
  const pending = position?.pendingRewards ?? null;
  return hasReports ? (
    <dl className="lines lines-sum">
      <LedgerLine label={t('position.inNextReport')}>
        {pending === null ? (
          <span className="muted">{t('position.notKnown')}</span>
        ) : (
          <>
            <Eth wei={pending} isSigned />
            <Worth wei={BigInt(pending)} price={price} />
          </>
        )}
      </LedgerLine>
    </dl>
  ) : null;
}

type HistoryPartProps = {
  readonly view: AccountView;
  readonly choice: SpanChoice;
  readonly span: ShownSpan | null;
  readonly reading: CancellableRead<ShownBooks>;
  readonly currency: string | null;
};

/** Rewards of the chosen span by period, with its penalties. */
function HistoryPart({ view, choice, span, reading, currency }: HistoryPartProps) {
  const [interval, setInterval] = useAddressChoice<Interval>('by', intervals, 'week');
  const books = reading.query.data;
  return (
    <>
      <div className="choices-row">
        <Choice
          legend={t('rewards.spanChoice')}
          options={spans.map((value) => ({ value, label: t(spanTexts[value]) }))}
          value={choice.span}
          onChange={choice.choose}
        />
        <Choice
          legend={t('rewards.intervalChoice')}
          options={intervals.map((value) => ({ value, label: t('rewards.intervalName', { interval: value }) }))}
          value={interval}
          onChange={setInterval}
        />
        {choice.span === 'own' ? (
          <DayFields
            from={choice.days.from}
            to={choice.days.to}
            onFrom={(from) => {
              choice.changeDays({ from });
            }}
            onTo={(to) => {
              choice.changeDays({ to });
            }}
            fault={choice.fault}
          />
        ) : null}
      </div>
      {span === null ? null : (
        <>
          {books ? <PenaltyNote books={books} /> : null}
          <RewardHistory span={span} interval={interval} currency={currency} reading={reading} />
        </>
      )}
      <HowWeKnow view={view} currency={currency} />
      <ExportPart currency={currency} />
    </>
  );
}

/** Everything about the account's rewards once its ledger is read. */
function Figures({ view }: { readonly view: AccountView }) {
  const { currency } = useCurrency(useChosenPool().network);
  const choice = useShownSpan(view.state.block.timestamp);
  const reading = useRewards({ span: choice.shown ?? wholeSpan, currency });
  const prices = useEntryPrices(view, currency);
  const ofFees = useFiatPrice({ currency });
  const price = useChosenPool().pool.asset.address === null ? ofFees : null;
  const isComplete = view.gap === null;
  if (view.entries.length === 0 && isComplete) {
    return <p className="empty">{t('rewards.noEntries')}</p>;
  }
  const books = reading.query.data;
  const { lifetimeRewards } = view;
  return (
    <>
      <div className="sum-and-rate">
        <div>
          <RewardsSum view={view} />
          {lifetimeRewards === null || price === null ? null : (
            <p className="sum-worth">
              {t('rewards.worthNow', { amount: shownFiatCents(toFiatCents(lifetimeRewards, price), price.currency) })}
            </p>
          )}
          <Pending price={price} />
        </div>
        {isComplete && books ? <OwnRate books={books} /> : null}
      </div>
      {isComplete ? (
        <HistoryPart view={view} choice={choice} span={choice.shown} reading={reading} currency={currency} />
      ) : null}
      {lifetimeRewards !== null && view.gap ? <ByDayUnknown reason={explainGap(view.gap, texts())} /> : null}
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
  const { query, cancel, isStopped, progress } = useAccountView();
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
