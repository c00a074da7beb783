import { describe, expect, it } from '@jest/globals';
import type { DayRange } from '@pooled-staking/core';
import { daysOf, faultOf, toldDays } from './export-range';

const now = Date.parse('2026-11-21T17:08:15Z') / 1000;
const none = { from: '', to: '' };

describe('the days of a file', () => {
  it('are a year in UTC, all of them, or those that were given', () => {
    expect(daysOf('this year', none, now)).toEqual({ from: '2026-01-01', to: '2026-12-31' });
    expect(daysOf('last year', none, now)).toEqual({ from: '2025-01-01', to: '2025-12-31' });
    expect(daysOf('last year', none, Date.parse('2026-01-01T00:00:00Z') / 1000)).toMatchObject({ from: '2025-01-01' });
    expect(daysOf('all', { from: '2026-01-01', to: '' }, now)).toEqual({});
    expect(daysOf('custom', { from: '2026-01-01', to: '' }, now)).toEqual({ from: '2026-01-01', to: undefined });
  });

  it.each<[DayRange, 'reversed' | 'no day' | null]>([
    [{ from: '2026-02-01', to: '2026-02-01' }, null],
    [{}, null],
    [{ from: '2026-02-02', to: '2026-02-01' }, 'reversed'],
    [{ from: '12026-02-02' }, 'no day'],
  ])('of %p: %p', (range, fault) => {
    expect(faultOf(range)).toBe(fault);
  });

  it('are told without open ends, and not beyond today', () => {
    const first = Date.parse('2025-05-06T07:00:00Z') / 1000;
    expect(toldDays({}, first, now)).toEqual({ from: '2025-05-06', to: '2026-11-21' });
    expect(toldDays({ from: '2026-01-01', to: '2026-12-31' }, first, now)).toEqual({
      from: '2026-01-01',
      to: '2026-11-21',
    });
    expect(toldDays({ from: '2025-01-01', to: '2025-12-31' }, first, now)).toEqual({
      from: '2025-01-01',
      to: '2025-12-31',
    });
    expect(toldDays({ from: '2027-01-01' }, undefined, now)).toEqual({ from: '2027-01-01', to: '2027-01-01' });
  });
});
