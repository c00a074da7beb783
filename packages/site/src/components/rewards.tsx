import {
  formatRate,
  intervals,
  pricedPeriods,
  type AccountView,
  type Interval,
  type Network,
} from '@pooled-staking/core';
import { useId, useMemo, useState } from 'react';
import { shownPercent } from '../amounts/eth';
import { useCurrency } from '../data/currency';
import { poolOnChain } from '../data/queries';
import {
  useAccountView,
  useBooks,
  useEntryPrices,
  useViewProgress,
  type Reading,
  type SpanBooks,
} from '../data/rewards';
import { csvName } from '../rewards/csv-name';
import { downloadText } from '../rewards/download';
import { spans, startOfSpan, type Span } from '../rewards/span';
import { dateInUtc } from '../time/words';
import { useSession } from '../wallet/session';
import { Eth } from './amounts';
import { Choice } from './choice';
import { LedgerLine } from './ledger-line';
import { LedgerTable } from './ledger-table';
import { ErrorNote, Note, StaleLine } from './notes';
import { PeriodTable } from './period-table';
import { ReadingLine, StoppedLine } from './reading';
import { RewardChart } from './reward-chart';
import { Section } from './section';

const spanNames: Readonly<Record<Span, string>> = {
  '30 days': '30 days',
  '90 days': '90 days',
  '1 year': '1 year',
  all: 'All',
};

const intervalNames: Readonly<Record<Interval, string>> = { day: 'Day', week: 'Week', month: 'Month', year: 'Year' };

/** How the rewards add up, as a sum on paper. */
function RewardsSum({ view }: { readonly view: AccountView }) {
  const { ledger, assets, exitingAssets, lifetimeRewards, incompleteReason } = view;
  if (lifetimeRewards === null) {
    return (
      <Note tone="warning" title="History incomplete">
        {incompleteReason}
      </Note>
    );
  }
  return (
    <dl className="lines lines-sum">
      <LedgerLine label="Staked now">
        <Eth wei={assets} />
      </LedgerLine>
      <LedgerLine label="Unstaked, not claimed">
        <Eth wei={exitingAssets} isSigned />
      </LedgerLine>
      <LedgerLine label="Paid out">
        <Eth wei={ledger.paidOut} isSigned />
      </LedgerLine>
      <LedgerLine label="Put in">
        <Eth wei={-ledger.staked} />
      </LedgerLine>
      <LedgerLine label="Rewards so far" kind="total">
        <Eth wei={lifetimeRewards} isSigned />
      </LedgerLine>
    </dl>
  );
}

/** The account's own rate over the chosen span, with what it stands on. */
function OwnRate({ view, books }: { readonly view: AccountView; readonly books: SpanBooks }) {
  const { span } = books;
  const { timestamp } = view.state.block;
  const first = view.ledger.entries[0];
  const start = Math.max(startOfSpan(span, timestamp) ?? 0, view.timestamps.get(first?.log.blockNumber ?? -1) ?? 0);
  const reports = books.points.filter(({ transactionHash }) => transactionHash !== null).length;
  return (
    <dl className="rate own-rate">
      <dt>Your own rate (APR), {span === 'all' ? 'all of it' : span}</dt>
      <dd>
        <span className={books.apr === null ? 'rate-unknown' : 'rate-number'} data-testid="own-apr">
          {books.apr === null ? 'Not known yet' : `${shownPercent(formatRate(books.apr))}\u00a0%`}
        </span>
        <span className="rate-basis">
          {books.apr === null
            ? 'Nothing was staked in this span.'
            : `What your stake earned from ${dateInUtc(start)} to ${dateInUtc(timestamp)}, after the fee, by ` +
              `${reports} ${reports === 1 ? 'report' : 'reports'}; a simple yearly rate.`}
        </span>
      </dd>
    </dl>
  );
}

/** In which currency amounts are told. */
function CurrencyChoice({ network }: { readonly network: Network | undefined }) {
  const id = useId();
  const { available, currency, choose } = useCurrency(network);
  return available.length === 0 ? (
    <span>No price feed on this network</span>
  ) : (
    <span className="currency">
      <label htmlFor={id}>Values in</label>
      <select
        id={id}
        className="select"
        value={currency ?? ''}
        onChange={({ target }) => {
          choose(target.value === '' ? null : target.value);
        }}
      >
        {available.map((code) => (
          <option key={code} value={code}>
            {code}
          </option>
        ))}
        <option value="">ETH only</option>
      </select>
    </span>
  );
}

/** Writes the lines of the chosen span into a file for a tax program. */
function CsvButton({ view, books }: { readonly view: AccountView; readonly books: SpanBooks }) {
  const { span } = books;
  const { chainId, account } = useSession();
  const [error, setError] = useState<unknown>(null);
  const first = books.lines[0];
  if (!first) {
    return null;
  }
  const save = async (): Promise<void> => {
    setError(null);
    try {
      const { toCsv } = await import('../rewards/csv-file');
      const { timestamp } = view.state.block;
      const from = Math.max(startOfSpan(span, timestamp) ?? 0, first.time);
      const name = csvName(poolOnChain(chainId)?.pool.name ?? 'pool', account, from, timestamp);
      downloadText(name, 'text/csv', toCsv(books.lines));
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <div className="csv">
      <button type="button" className="button button-quiet button-small" onClick={() => void save()}>
        Download CSV
      </button>
      <span className="csv-words">
        {books.lines.length.toLocaleString('en-US')} {books.lines.length === 1 ? 'line' : 'lines'}: each reward and
        movement{span === 'all' ? '' : ` of the last ${span}`}, for your tax program.
      </span>
      {error ? <ErrorNote error={error} /> : null}
    </div>
  );
}

/** What each harvest of the span brought: rate, plot, table and file. */
function History({
  view,
  span,
  interval,
  currency,
  reading,
}: {
  readonly view: AccountView;
  readonly span: Span;
  readonly interval: Interval;
  readonly currency: string | null;
  readonly reading: Reading<SpanBooks>;
}) {
  const { query, cancel, isStopped } = reading;
  const books = query.data;
  const periods = useMemo(() => (books ? pricedPeriods(books.points, interval) : []), [books, interval]);
  // Books of another span or currency, while those that were asked for are on their way.
  const isLate = books !== undefined && (books.span !== span || books.currency !== currency);
  if (isStopped || (isLate && query.fetchStatus === 'idle' && !query.error)) {
    return <StoppedLine onAgain={() => void query.refetch()} />;
  }
  if (!books) {
    return query.error ? (
      <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <ReadingLine label="Reading what each report brought you" onCancel={cancel} />
    );
  }
  return (
    <div className={isLate ? 'history is-late' : 'history'} aria-busy={isLate}>
      {isLate ? <ReadingLine label="Reading what each report brought you" onCancel={cancel} /> : null}
      <StaleLine error={query.error} />
      {periods.length === 0 ? (
        <p className="empty">No report has come in {span === 'all' ? 'since your first stake' : 'in this span'} yet.</p>
      ) : (
        <>
          <RewardChart periods={periods} interval={interval} currency={currency} />
          <PeriodTable key={span} periods={periods} interval={interval} currency={currency} />
        </>
      )}
      <CsvButton view={view} books={books} />
    </div>
  );
}

/** Why rewards are not told by day, although their sum is proven. */
function ByDayUnknown({ reason }: { readonly reason: string }) {
  return (
    <Note tone="warning" title="Rewards by day are not known">
      {reason} Your rewards so far are right all the same.
    </Note>
  );
}

/** Everything about the account's rewards once its ledger is read. */
function Figures({ view }: { readonly view: AccountView }) {
  const { chainId } = useSession();
  const { currency } = useCurrency(poolOnChain(chainId)?.network);
  const [span, setSpan] = useState<Span>('90 days');
  const [interval, setInterval] = useState<Interval>('week');
  const reading = useBooks(view, span, currency);
  const prices = useEntryPrices(view, currency);
  const isSumKnown = view.lifetimeRewards !== null;
  const isComplete = view.incompleteReason === null;
  if (view.ledger.entries.length === 0 && isComplete) {
    return <p className="empty">No entries yet. After your first stake, every movement is written down here.</p>;
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
              legend="Span"
              options={spans.map((value) => ({ value, label: spanNames[value] }))}
              value={span}
              onChange={setSpan}
            />
            <Choice
              legend="By"
              options={intervals.map((value) => ({ value, label: intervalNames[value] }))}
              value={interval}
              onChange={setInterval}
            />
          </div>
          <History view={view} span={span} interval={interval} currency={currency} reading={reading} />
        </>
      ) : null}
      {isSumKnown && view.incompleteReason !== null ? <ByDayUnknown reason={view.incompleteReason} /> : null}
      {view.ledger.entries.length > 0 ? (
        <div className="movements">
          <h3>Movements</h3>
          <LedgerTable view={view} prices={prices} />
        </div>
      ) : null}
    </>
  );
}

/** Lifetime rewards and what they add up from, rewards by period as plot, table and file, and the ledger. */
export function Rewards() {
  const { chainId } = useSession();
  const { query, cancel, isStopped } = useAccountView();
  const progress = useViewProgress();
  const view = query.data;
  const network = poolOnChain(chainId)?.network;
  return (
    <Section
      id="rewards"
      title="Rewards"
      aside={view?.ledger.entries.length ? <CurrencyChoice network={network} /> : null}
    >
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
        <ReadingLine label="Reading your history" progress={progress} onCancel={cancel} />
      )}
    </Section>
  );
}
