import { formatRate, type RatePoint } from '@pooled-staking/core';
import { useCallback } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { faint, readPalette, sizeOf } from '../plots/canvas';
import { numberAxis } from '../plots/number-axis';
import { Plot, type OnPick } from '../plots/plot';
import { shortPeriodName } from '../time/words';
import { tookFrom } from './took-from';

export type RatePlotProps = {
  /** Oldest first. */
  readonly points: readonly RatePoint[];
  /** What the plot says, for those who do not see it. */
  readonly summary: string;
  readonly onPick: OnPick;
};

/** Percent, for the pixels of a plot alone. */
const percent = (rate: bigint): number => Number(formatRate(rate)) * 100;

/** How wide a label of the time axis is at the most, with the space beside it, in pixels. */
const labelWidth = 56;

function makePlot(host: HTMLElement, points: readonly RatePoint[], onPick: OnPick): uPlot {
  const palette = readPalette(host);
  const font = `12px ${getComputedStyle(host).fontFamily}`;
  const times = points.map(({ time }) => time);
  const rates = points.map(({ apr }) => (apr === null ? null : percent(apr)));
  const losses = points.map((_, index) => (tookFrom(points, index) ? (rates[index] ?? null) : null));
  const size = points.length <= 62 ? 6 : 4;
  const [first = 0, last = 1] = [times[0], times.at(-1)];
  const spare = Math.max(3_600, (last - first) * 0.02);
  return new uPlot(
    {
      ...sizeOf(host),
      padding: [10, 24, 0, 0],
      legend: { show: false },
      cursor: { x: true, y: false, points: { show: true }, drag: { x: false, y: false, setScale: false } },
      scales: {
        x: { time: false, range: () => [first - spare, last + spare] },
        y: {
          range: (_, low: number | null, high: number | null) => {
            const [bottom, top] = [low ?? 0, high ?? 1];
            const room = Math.max((top - bottom) * 0.15, Math.abs(top) * 0.02, 0.01);
            return [bottom >= 0 ? Math.max(0, bottom - room) : bottom - room, top + room];
          },
        },
      },
      series: [
        {},
        {
          stroke: palette.accent,
          width: 2,
          fill: faint(palette.accent, 0.08),
          // Each dot is a report.
          points: { show: true, size, width: 1, stroke: palette.accent, fill: palette.sheet },
        },
        {
          stroke: palette.loss,
          width: 0,
          points: { show: true, size: size + 3, width: 2, stroke: palette.loss, fill: palette.loss },
        },
      ],
      axes: [
        {
          stroke: palette.soft,
          font,
          size: 32,
          gap: 6,
          space: labelWidth,
          incrs: [1, 2, 5, 7, 14, 30, 61, 91, 183, 365].map((days) => days * 86_400),
          grid: { show: false },
          ticks: { stroke: palette.rule },
          values: (_, splits) => splits.map((time) => shortPeriodName(time, 'day')),
        },
        numberAxis(palette, font),
      ],
      hooks: {
        setCursor: [
          ({ cursor }) => {
            onPick(typeof cursor.idx === 'number' && (cursor.left ?? -1) >= 0 ? cursor.idx : null);
          },
        ],
      },
    },
    [times, rates, losses],
    host,
  );
}

/** What a pool paid up to each of its reports, as a line with a dot a report. For the eye: the table says the same. */
export function RatePlot({ points, summary, onPick }: RatePlotProps) {
  const make = useCallback((host: HTMLElement) => makePlot(host, points, onPick), [points, onPick]);
  return <Plot make={make} onPick={onPick} summary={summary} name="rate-plot" />;
}
