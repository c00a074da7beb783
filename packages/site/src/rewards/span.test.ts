import { expect, it } from '@jest/globals';
import { keyOfSpan, shownSpan, type Span } from './span';

const time = (text: string): number => Date.parse(text) / 1000;
const none = { from: '', to: '' };

it.each<[Span, string]>([
  ['7d', '2026-11-14T00:00:00Z'],
  ['30d', '2026-10-22T00:00:00Z'],
  ['90d', '2026-08-23T00:00:00Z'],
  ['1y', '2025-11-21T00:00:00Z'],
])('%s begin with a whole day, and end now', (span, start) => {
  expect(shownSpan(span, none, time('2026-11-21T17:08:15Z'))).toEqual({ span, from: time(start) });
  expect(shownSpan(span, none, time('2026-11-21T00:00:00Z'))).toEqual({ span, from: time(start) });
});

it('all of it has no beginning', () => {
  expect(shownSpan('all', none, time('2026-11-21T17:08:15Z'))).toEqual({ span: 'all' });
});

it('own days are whole ones in UTC, an empty end is open, and what is none is said', () => {
  const now = time('2026-11-21T17:08:15Z');
  const given = shownSpan('own', { from: '2026-11-01', to: '2026-11-03' }, now);
  expect(given).toEqual({ span: 'own', from: time('2026-11-01T00:00:00Z'), to: time('2026-11-04T00:00:00Z') });
  const open = shownSpan('own', { from: '', to: '2026-11-03' }, now);
  expect(open).toMatchObject({ from: undefined, to: time('2026-11-04T00:00:00Z') });
  expect('fault' in given || 'fault' in open || keyOfSpan(given) === keyOfSpan(open)).toBe(false);
  expect(shownSpan('own', { from: '2026-11-03', to: '2026-11-01' }, now)).toEqual({ fault: 'reversed' });
  expect(shownSpan('own', { from: '2026-11-31', to: '' }, now)).toEqual({ fault: 'no day' });
});
