import type { Interval, PricedPeriod } from '@pooled-staking/core';
import { useCallback } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { faint, readPalette, sizeOf } from '../plots/canvas';
import { numberAxis } from '../plots/number-axis';
import { Plot, type OnPick } from '../plots/plot';
import { plottedAmounts, timeMarks, toPixelsNumber, unitOf, type PlotMode } from '../rewards/plot-data';
import './reward-plot.css';

/** What is drawn. */
type Drawn = {
  /** Oldest first. */
  readonly periods: readonly PricedPeriod[];
  readonly interval: Interval;
  readonly mode: PlotMode;
};

export type RewardPlotProps = Drawn & {
  /** What the plot says, for those who do not see it. */
  readonly summary: string;
  readonly onPick: OnPick;
};

/** How wide a label of the time axis is at the most, with the space beside it, in pixels. */
const labelWidth: Readonly<Record<Interval, number>> = { day: 62, week: 62, month: 48, year: 48 };

function makePlot(host: HTMLElement, { periods, interval, mode }: Drawn, onPick: OnPick) {
  const palette = readPalette(host);
  const { fontFamily } = getComputedStyle(host);
  const font = `12px ${fontFamily}`;
  const amounts = plottedAmounts(periods, mode);
  const unit = unitOf(amounts);
  const numbers = amounts.map((amount) => toPixelsNumber(amount, unit));
  const places = periods.map((_, index) => index);
  const bars = uPlot.paths.bars?.({ size: [0.66, 44, 1], radius: [0.1, 0] });
  const marksFor = (plot: uPlot) =>
    timeMarks(periods, interval, Math.floor((plot.bbox.width || plot.width) / devicePixelRatio / labelWidth[interval]));

  const barsOf = (colour: string): uPlot.Series => ({
    ...(bars ? { paths: bars } : {}),
    fill: colour,
    width: 0,
    points: { show: false },
  });
  const line: uPlot.Series = {
    stroke: palette.accent,
    width: 2,
    fill: faint(palette.accent, 0.12),
    points: { show: periods.length <= 31, size: 7, width: 2, stroke: palette.accent, fill: palette.sheet },
  };
  const isBars = mode === 'each';
  const data: uPlot.AlignedData = isBars
    ? [
        places,
        numbers.map((number) => (number >= 0 ? number : null)),
        numbers.map((number) => (number < 0 ? number : null)),
      ]
    : [places, numbers];

  const band = document.createElement('div');
  band.className = 'plot-band';
  const zeroLine = (plot: uPlot): void => {
    const { ctx, bbox } = plot;
    const y = Math.round(plot.valToPos(0, 'y', true)) + 0.5;
    ctx.save();
    ctx.strokeStyle = palette.ruleStrong;
    ctx.lineWidth = Math.max(1, Math.round(devicePixelRatio));
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.restore();
  };

  /** Below the zero line, where a report took something: a bar that is above it may hide that. */
  const lossMarks = (plot: uPlot): void => {
    const { ctx } = plot;
    const size = 4 * devicePixelRatio;
    ctx.save();
    ctx.fillStyle = palette.loss;
    periods.forEach(({ penalties }, index) => {
      if (penalties > 0n) {
        const x = plot.valToPos(index, 'x', true);
        const y = isBars
          ? plot.valToPos(Math.min(0, numbers[index] ?? 0), 'y', true)
          : plot.bbox.top + plot.bbox.height;
        const top = isBars ? y + size : y - 2.5 * size;
        ctx.beginPath();
        ctx.moveTo(x - size, top);
        ctx.lineTo(x + size, top);
        ctx.lineTo(x, top + 1.5 * size);
        ctx.fill();
      }
    });
    ctx.restore();
  };

  const plot = new uPlot(
    {
      ...sizeOf(host),
      padding: [10, 8, 0, 0],
      legend: { show: false },
      cursor: { x: false, y: false, points: { show: false }, drag: { x: false, y: false, setScale: false } },
      scales: {
        x: { time: false, range: () => [-0.5, periods.length - 0.5] },
        y: {
          range: (_, low: number | null, high: number | null) => {
            const [bottom, top] = [Math.min(0, low ?? 0), Math.max(0, high ?? 0)];
            const spare = (top - bottom) * 0.06;
            return top === bottom ? [0, 1] : [bottom === 0 ? 0 : bottom - spare, top === 0 ? 0 : top + spare];
          },
        },
      },
      series: isBars ? [{}, barsOf(palette.accent), barsOf(palette.loss)] : [{}, line],
      axes: [
        {
          stroke: palette.soft,
          font,
          size: isBars ? 48 : 40,
          // Below the marks of penalties.
          gap: isBars ? 14 : 6,
          lineGap: 1.3,
          grid: { show: false },
          ticks: { show: false },
          splits: (self) => marksFor(self).map(({ index }) => index),
          values: (self) => marksFor(self).map(({ label }) => label),
        },
        numberAxis(palette, font),
      ],
      hooks: {
        init: [
          (self) => {
            self.under.append(band);
          },
        ],
        draw: [zeroLine, lossMarks],
        setCursor: [
          (self) => {
            const { idx } = self.cursor;
            const index = typeof idx === 'number' && (self.cursor.left ?? -1) >= 0 ? idx : null;
            band.hidden = index === null;
            if (index !== null) {
              const left = self.valToPos(index - 0.5, 'x');
              band.style.left = `${left}px`;
              band.style.width = `${self.valToPos(index + 0.5, 'x') - left}px`;
            }
            onPick(index);
          },
        ],
      },
    },
    data,
    host,
  );
  band.hidden = true;
  return plot;
}

/** Rewards by period as bars, penalties below zero, or all of them added up. For the eye: the table says the same. */
export function RewardPlot({ periods, interval, mode, summary, onPick }: RewardPlotProps) {
  const make = useCallback(
    (host: HTMLElement) => makePlot(host, { periods, interval, mode }, onPick),
    [periods, interval, mode, onPick],
  );
  return <Plot make={make} onPick={onPick} summary={summary} name="reward-plot" />;
}
