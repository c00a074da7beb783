import { describe, expect, it } from '@jest/globals';
import type { Period } from '@pooled-staking/core';
import { drawPlot } from './plot';

const month = 30 * 86_400;
const periods = (...rewards: bigint[]): Period[] =>
  rewards.map((each, index) => ({ from: index * month, to: (index + 1) * month, rewards: each }));

const nameOf = ({ from }: Period): string => `M${from / month + 1}`;
const draw = (...rewards: bigint[]): string => drawPlot(periods(...rewards), nameOf, (amount) => `${amount} wei`);
const bars = (svg: string) =>
  [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" rx="2" fill="(#\w+)"\/>/gu)].map(
    ([, x, y, width, height, fill]) => ({
      x: Number(x),
      y: Number(y),
      width: Number(width),
      height: Number(height),
      fill,
    }),
  );

describe('the plot of rewards', () => {
  it('has a bar a period, as high as its reward, losses below the line in another colour', () => {
    const [first, second, third] = bars(draw(100n, 50n, -100n));
    expect(first?.height).toBeCloseTo((second?.height ?? 0) * 2, 0);
    expect(third?.height).toBeCloseTo(first?.height ?? 0, 0);
    expect((first?.y ?? 0) + (first?.height ?? 0)).toBeCloseTo(third?.y ?? 0, 0);
    expect(third?.fill).not.toBe(first?.fill);
  });

  it('keeps all of it inside the picture', () => {
    for (const rewards of [[1n], [-1n], [0n], [10n ** 40n, 1n, -(10n ** 40n)], Array.from({ length: 40 }, () => 7n)]) {
      const svg = draw(...rewards);
      const [, width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/u.exec(svg) ?? []).map(Number);
      expect(bars(svg).length).toBeLessThanOrEqual(12);
      for (const bar of bars(svg)) {
        expect(bar.x + bar.width).toBeLessThanOrEqual(width);
        expect(bar.y).toBeGreaterThanOrEqual(0);
        expect(bar.y + bar.height).toBeLessThanOrEqual(height);
      }
      expect(svg).not.toMatch(/NaN|Infinity|e\+/u);
    }
  });

  it('shows a small reward beside a large one, and nothing for none', () => {
    const [, small, none] = bars(draw(10n ** 30n, 1n, 0n));
    expect(small?.height).toBe(1);
    expect(none?.height).toBe(0);
  });

  it('names the first and the last period, and the largest amount', () => {
    expect(draw(1n, 5n, 3n, 2n)).toMatch(/>M1<.*>M4<.*>5 wei</u);
  });

  it('lets no name be markup', () => {
    expect(drawPlot(periods(1n), () => '<script>&"', String)).toContain('>&#60;script&#62;&#38;&#34;<');
  });
});
