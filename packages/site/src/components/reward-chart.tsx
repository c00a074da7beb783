import type { Interval, PricedPeriod } from '@pooled-staking/core';
import { Component, lazy, Suspense, useState, type ReactNode } from 'react';
import { shownEth, shownFiatCents } from '../amounts/eth';
import { plottedAmounts, summarize, unitOf, type PlotMode } from '../rewards/plot-data';
import { periodName } from '../time/words';
import { Eth } from './amounts';
import { Choice } from './choice';
import './reward-chart.css';

/** Drawing is a file of its own: the page is there before it. */
const RewardPlot = lazy(async () => ({ default: (await import('./reward-plot')).RewardPlot }));

/** A plot that cannot be loaded or drawn takes nothing else with it: the table has the same figures. */
class PlotBoundary extends Component<{ readonly children: ReactNode }, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? (
      <p className="plot-missing">The plot could not be loaded. The table below has the same figures.</p>
    ) : (
      this.props.children
    );
  }
}

/** How many there are of an interval: `1 week`, `13 weeks`. */
function counted(count: number, interval: Interval): string {
  return `${count} ${interval}${count === 1 ? '' : 's'}`;
}

/** What a plot says, in words. */
function summaryOf(periods: readonly PricedPeriod[], interval: Interval): string {
  const { total, best, losses } = summarize(periods);
  const name = ({ from, to }: PricedPeriod): string => periodName(from, to, interval);
  return [
    `${shownEth(total)} ETH in ${counted(periods.length, interval)}.`,
    ...(best && best.rewards > 0n
      ? [`The best ${interval}, ${name(best)}, brought ${shownEth(best.rewards)} ETH.`]
      : []),
    losses === 0 ? `No ${interval} with a loss.` : `A loss in ${counted(losses, interval)}.`,
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
          {unit === 'ETH' ? 'ETH' : <>in {unit}</>} {mode === 'each' ? `per ${interval}` : 'added up'}
        </p>
        <Choice<PlotMode>
          legend="Show"
          options={[
            { value: 'each', label: `Each ${interval}` },
            { value: 'sum', label: 'Added up' },
          ]}
          value={mode}
          onChange={setMode}
        />
      </div>
      <div className="plot-room">
        <PlotBoundary>
          <Suspense fallback={<p className="plot-missing">Drawing…</p>}>
            <RewardPlot periods={periods} interval={interval} mode={mode} summary={summary} onPick={setPicked} />
          </Suspense>
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
                · <Eth wei={amounts[picked] ?? 0n} isSigned /> by then
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
