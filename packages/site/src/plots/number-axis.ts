import type uPlot from 'uplot';
import { locale } from '../texts/texts';
import type { Palette } from './canvas';

/** Steps of the amount axis, in units: 1, 2 and 5 with any power of ten. */
const axisSteps: readonly number[] = Array.from({ length: 31 }, (_, index) => index - 18).flatMap((power) =>
  [1, 2, 5].map((digit) => Number(`${digit}e${power}`)),
);

/** A number on the amount axis, with as many decimals as its step needs: `0.05`, `−0.1`, `12`. */
export function axisNumber(value: number, step: number): string {
  const decimals = Math.min(18, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  const text = Math.abs(value).toLocaleString(locale(), {
    minimumFractionDigits: value === 0 ? 0 : decimals,
    maximumFractionDigits: decimals,
  });
  return value < 0 ? `−${text}` : text;
}

/** The axis of a plot's numbers, with lines across at round ones. */
export function numberAxis(palette: Palette, font: string): uPlot.Axis {
  return {
    stroke: palette.soft,
    font,
    gap: 8,
    space: 34,
    incrs: [...axisSteps],
    grid: { stroke: palette.rule, width: 1 },
    ticks: { show: false },
    size: (_, values: string[] | null) => 12 + 7 * Math.max(2, ...(values ?? []).map(({ length }) => length)),
    values: (_, splits, _axis, _space, step) => splits.map((value) => axisNumber(value, step)),
  };
}
