import type { Period } from '@pooled-staking/core';

/** Sizes in the units of the picture. */
const [width, height, foot, head] = [320, 132, 18, 18];

/** Colours with enough contrast on white and on near black alike. */
const [gain, loss, ink] = ['#2b9a66', '#d4504c', '#7d8590'];

/** More bars than these would be too thin to read. */
const mostBars = 12;

/** Text that stands in the picture's markup: what could be markup itself is written out. */
const escaped = (text: string): string => text.replace(/[&<>"']/gu, (mark) => `&#${mark.charCodeAt(0)};`);

/** The periods that a plot shows: the newest. */
export const plotted = (periods: readonly Period[]): readonly Period[] => periods.slice(-mostBars);

/**
 * Draws rewards by period as bars around a line at zero, losses below it, with a name under the first and the last and the
 * largest amount on top.
 * @param nameOf a period's name, such as its month.
 * @param amountOf an amount in words.
 * @returns an SVG.
 */
export function drawPlot(
  periods: readonly Period[],
  nameOf: (period: Period) => string,
  amountOf: (amount: bigint) => string,
): string {
  const shown = plotted(periods);
  const most = shown.reduce((max, { rewards }) => (rewards > max ? rewards : max), 0n);
  const least = shown.reduce((min, { rewards }) => (rewards < min ? rewards : min), 0n);
  const span = most - least || 1n;
  const room = height - head - foot;
  /** In tenths, so that no float meets an amount before it is small. */
  const scaled = (amount: bigint): number => Number((amount * BigInt(room * 10)) / span) / 10;
  const zero = head + scaled(most);
  const step = width / Math.max(shown.length, 4);
  const bars = shown.map(({ rewards }, index) => {
    const size = Math.max(Math.abs(scaled(rewards)), rewards === 0n ? 0 : 1);
    const x = (index * step + step * 0.15).toFixed(1);
    const y = (rewards < 0n ? zero : zero - size).toFixed(1);
    const fill = rewards < 0n ? loss : gain;
    return `<rect x="${x}" y="${y}" width="${(step * 0.7).toFixed(1)}" height="${size.toFixed(1)}" rx="2" fill="${fill}"/>`;
  });
  const label = (text: string, x: number, y: number, anchor: 'start' | 'end'): string =>
    `<text x="${x}" y="${y}" text-anchor="${anchor}">${escaped(text)}</text>`;
  const [first, last] = [shown[0], shown.at(-1)];
  const end = shown.length * step;
  const names = [
    ...(first ? [label(nameOf(first), 2, height - 4, 'start')] : []),
    ...(last && last !== first && shown.length > 3 ? [label(nameOf(last), end - 2, height - 4, 'end')] : []),
    ...(most > 0n ? [label(amountOf(most), 2, 11, 'start')] : []),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<g font-family="sans-serif" font-size="11" fill="${ink}">${names.join('')}</g>`,
    bars.join(''),
    `<line x1="0" y1="${zero.toFixed(1)}" x2="${width}" y2="${zero.toFixed(1)}" stroke="${ink}" stroke-width="1"/>`,
    '</svg>',
  ].join('');
}
