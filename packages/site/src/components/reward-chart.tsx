import type { Interval, PricedPeriod } from '@pooled-staking/core';
import { lazy, useState } from 'react';
import { ethWithUnit, shownFiatCents } from '../amounts/eth';
import { PlotBoundary } from '../plots/plot-boundary';
import { plottedAmounts, summarize, unitOf, type PlotMode } from '../rewards/plot-data';
import { rich, t, texts } from '../texts/texts';
import { periodName } from '../time/words';
import { Eth } from './amounts';
import { Choice } from './choice';
import './reward-chart.css';

/** Drawing is a file of its own, for all plots: the page is there before it. */
const RewardPlot = lazy(async () => ({
  default: (await import(/* webpackChunkName: "plot" */ './reward-plot')).RewardPlot,
}));

/** What a plot says, in words. */
function summaryOf(periods: readonly PricedPeriod[], interval: Interval): string {
  const { total, best, losses } = summarize(periods);
  return [
    t('rewards.plotTotal', { interval, count: periods.length, amount: ethWithUnit(total) }),
    ...(best && best.rewards > 0n
      ? [
          t('rewards.plotBest', {
            interval,
            name: periodName(best.from, best.to, interval),
            amount: ethWithUnit(best.rewards),
          }),
        ]
      : []),
    t('rewards.plotLosses', { interval, count: losses }),
  ].join(' ');
}

type RewardChartProps = {
  /** Oldest first. */
  readonly periods: readonly PricedPeriod[];
  readonly interval: Interval;
  readonly currency: string | null;
};

/** The plot with what it shows under the pointer, else the whole span in words. */
export function RewardChart({ periods, interval, currency }: RewardChartProps) {
  const [mode, setMode] = useState<PlotMode>('each');
  const [picked, setPicked] = useState<number | null>(null);
  const summary = summaryOf(periods, interval);
  const period = picked === null ? undefined : periods[picked];
  const amounts = plottedAmounts(periods, mode);
  const unit = unitOf(amounts).name;
  return (
    <figure className="plot">
      <div className="plot-head">
        <p className="plot-unit">
          {unit === 'ETH'
            ? t('rewards.plotUnit', { unit: texts().asset.symbol, mode, interval })
            : t('rewards.plotSmallUnit', { unit, mode, interval })}
        </p>
        <Choice<PlotMode>
          legend={t('rewards.plotShow')}
          options={[
            { value: 'each', label: t('rewards.plotEach', { interval }) },
            { value: 'sum', label: t('rewards.plotSum') },
          ]}
          value={mode}
          onChange={setMode}
        />
      </div>
      <div className="plot-room">
        <PlotBoundary>
          <RewardPlot periods={periods} interval={interval} mode={mode} summary={summary} onPick={setPicked} />
        </PlotBoundary>
      </div>
      <figcaption className="plot-words">
        {period && picked !== null ? (
          <>
            <strong>{periodName(period.from, period.to, interval)}</strong>{' '}
            <span className={period.rewards < 0n ? 'is-loss' : ''}>
              <Eth wei={period.rewards} isSigned />
            </span>
            {currency !== null && period.fiatCents !== null ? (
              <span className="muted"> · {shownFiatCents(period.fiatCents, currency)}</span>
            ) : null}
            {mode === 'sum' ? (
              <span className="muted">
                {' '}
                · {rich('rewards.plotByThen', { amount: () => <Eth wei={amounts[picked] ?? 0n} isSigned /> })}
              </span>
            ) : null}
          </>
        ) : (
          summary
        )}
      </figcaption>
    </figure>
  );
}
