import { formatRate, protocolOf, rateHistoryDays, type RateHistory as History } from '@pooled-staking/core';
import { useChosenPool } from '@pooled-staking/react';
import { lazy, useState } from 'react';
import { useAddressChoice } from '../address-choice';
import { shownPercent } from '../amounts/eth';
import { Eth } from '../components/amounts';
import { Choice } from '../components/choice';
import { LedgerLine } from '../components/ledger-line';
import { Paged } from '../components/pager';
import { TableFrame } from '../components/table-frame';
import { Section } from '../components/section';
import { TransactionLink } from '../components/transaction-link';
import { PlotBoundary } from '../plots/plot-boundary';
import { t } from '../texts/texts';
import { dateInUtc } from '../time/words';
import { Part } from './part';
import { tookFrom } from './took-from';
import { useLife, useRateHistory } from './use-life';
import { windowNames } from './window-names';
import '../components/reward-chart.css';
import '../components/period-table.css';

/** Drawing is a file of its own: the page is there before it. */
const RatePlot = lazy(async () => ({ default: (await import(/* webpackChunkName: "plot" */ './rate-plot')).RatePlot }));

const ranges = ['7d', '30d', '90d', '180d', '365d'] as const;
type Range = (typeof ranges)[number];
const daysOf = (range: Range): number => Number.parseInt(range, 10);

const pageSize = 10;

const shownRate = (apr: bigint | null): string => (apr === null ? '–' : shownPercent(formatRate(apr)));

/** What the plot says, in words. */
function summaryOf(points: History['points']): string {
  const rates = points.flatMap(({ apr }) => (apr === null ? [] : [apr]));
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || rates.length === 0) {
    return t('facts.ratesTooFew');
  }
  const [low, high] = rates.reduce(
    ([least, most], rate) => [rate < least ? rate : least, rate > most ? rate : most],
    [rates[0] ?? 0n, rates[0] ?? 0n],
  );
  const dates = { from: dateInUtc(first.time), to: dateInUtc(last.time) };
  return t('facts.ratesSummary', { ...dates, low: shownRate(low), high: shownRate(high), last: shownRate(last.apr) });
}

/** What a share is worth, and how much more than at the first of some reports. */
function Price({ points, price }: History) {
  const first = points[0];
  if (price === null) {
    return null;
  }
  const growth =
    first && first.price !== null && first.price > 0n ? ((price - first.price) * 10n ** 18n) / first.price : null;
  return (
    <dl className="lines facts-lines">
      <LedgerLine label={t('facts.sharePrice')}>
        <span data-testid="share-price">
          <Eth wei={price} />
        </span>
      </LedgerLine>
      {first && growth !== null ? (
        <LedgerLine label={t('facts.priceGrowth', { date: dateInUtc(first.time) })}>
          <span className={growth < 0n ? 'is-loss' : ''}>
            {growth > 0n ? '+' : ''}
            {shownPercent(formatRate(growth))}
          </span>
        </LedgerLine>
      ) : null}
    </dl>
  );
}

/** Each report with the rate up to it, newest first. */
function RateTable({ points }: Pick<History, 'points'>) {
  const { network, pool } = useChosenPool();
  const { hasReports } = protocolOf(pool);
  const rows = points.map((point, index) => ({ ...point, isLoss: tookFrom(points, index) })).reverse();
  const hasPrices = points.some(({ price }) => price !== null);
  return (
    <details className="facts-details">
      <summary>{t(hasReports ? 'facts.allReports' : 'facts.allRewards', { count: points.length })}</summary>
      <Paged label={t('facts.pagesOfReports')} rows={rows} pageSize={pageSize}>
        {(shown) => (
          <TableFrame label={t('facts.rates')}>
            <table className="periods">
              <thead>
                <tr>
                  <th scope="col">{t('rewards.when')}</th>
                  <th scope="col" className="is-number">
                    {t('facts.rate')}
                  </th>
                  {hasPrices ? (
                    <th scope="col" className="is-number">
                      {t('facts.sharePrice')}
                    </th>
                  ) : null}
                </tr>
              </thead>
              <tbody>
                {shown.map(({ blockNumber, time, apr, price, transactionHash, isLoss }) => (
                  <tr key={blockNumber}>
                    <th scope="row">
                      {dateInUtc(time)}
                      <span className="facts-hash">
                        <TransactionLink hash={transactionHash} chainId={network.chainId} />
                      </span>
                    </th>
                    <td className={`is-number${isLoss ? ' is-loss' : ''}`}>{shownRate(apr)}</td>
                    {hasPrices ? (
                      <td className="is-number">{price === null ? null : <Eth wei={price} isAligned />}</td>
                    ) : null}
                  </tr>
                ))}
              </tbody>
            </table>
          </TableFrame>
        )}
      </Paged>
    </details>
  );
}

function Rates({ points, price }: History) {
  const { pool } = useChosenPool();
  const hasReports = protocolOf(pool).hasReports === true;
  const [picked, setPicked] = useState<number | null>(null);
  const point = picked === null ? undefined : points[picked];
  const summary = summaryOf(points);
  if (points.length === 0) {
    return (
      <>
        <Price points={points} price={price} />
        <p className="empty">{t(hasReports ? 'rewards.noReportsInSpan' : 'rewards.noRewardsInSpan')}</p>
      </>
    );
  }
  return (
    <>
      <Price points={points} price={price} />
      <figure className="plot">
        <p className="plot-unit">{t('facts.rateUnit')}</p>
        <div className="plot-room">
          <PlotBoundary>
            <RatePlot points={points} summary={summary} onPick={setPicked} />
          </PlotBoundary>
        </div>
        <figcaption className="plot-words">
          {point && picked !== null ? (
            <>
              <strong>{dateInUtc(point.time)}</strong>{' '}
              <span className={tookFrom(points, picked) ? 'is-loss' : ''}>{shownRate(point.apr)}</span>
              {point.price === null ? null : (
                <span className="muted">
                  {' '}
                  · {t('facts.sharePrice')} <Eth wei={point.price} />
                </span>
              )}
            </>
          ) : (
            summary
          )}
        </figcaption>
      </figure>
      <RateTable points={points} />
      <p className="as-of">
        {t(hasReports ? 'facts.ratesBasis' : 'facts.ratesBasisRewards', { days: rateHistoryDays })}
      </p>
    </>
  );
}

/** What the pool paid over time, with its reports marked, and what a share is worth. The range stays in the address. */
function OverTime() {
  const [range, setRange] = useAddressChoice('range', ranges, '90d');
  const query = useRateHistory(daysOf(range));
  return (
    <Section id="rates" title={t('facts.rates')}>
      <div className="facts-range">
        <Choice
          legend={t('rewards.spanChoice')}
          options={ranges.map((value) => ({ value, ...windowNames(daysOf(value)) }))}
          value={range}
          onChange={setRange}
        />
      </div>
      <div className={query.isPlaceholderData ? 'is-late' : ''} aria-busy={query.isPlaceholderData}>
        <Part query={query} lines={10}>
          {({ told }) => <Rates points={told.points} price={told.price} />}
        </Part>
      </div>
    </Section>
  );
}

/** As {@link OverTime}; nothing of a pool whose protocol does not tell it. */
export function RateHistory() {
  return useLife().readRates ? <OverTime /> : null;
}
