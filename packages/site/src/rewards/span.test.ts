import { expect, it } from '@jest/globals';
import { startOfSpan, type Span } from './span';

const time = (text: string): number => Date.parse(text) / 1000;

it.each<[Span, string]>([
  ['30 days', '2026-10-22T00:00:00Z'],
  ['90 days', '2026-08-23T00:00:00Z'],
  ['1 year', '2025-11-21T00:00:00Z'],
])('%s begin with a whole day', (span, start) => {
  expect(startOfSpan(span, time('2026-11-21T17:08:15Z'))).toBe(time(start));
  expect(startOfSpan(span, time('2026-11-21T00:00:00Z'))).toBe(time(start));
});

it('all of it has no beginning', () => {
  expect(startOfSpan('all', time('2026-11-21T17:08:15Z'))).toBeUndefined();
});
