import { describe, expect, it } from '@jest/globals';
import { monthsOf, thisMonth } from './rewards';
import { picture } from '../../test/support/picture';

const at = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 1000;
const october = { from: at('2026-10-01'), to: at('2026-11-01'), rewards: 5n };
const november = { from: at('2026-11-01'), to: at('2026-12-01'), rewards: 3n };
const time = at('2026-11-20');

describe('rewards by month', () => {
  it('are those of the last report while nothing has come since', () => {
    const shown = { ...picture, time, months: [october, november], earned: 20n, earnedThen: 20n };
    expect(monthsOf(shown)).toEqual([october, november]);
    expect(thisMonth(shown, time * 1000)).toBe(3n);
  });

  it('have in the month of the picture what has come since', () => {
    const shown = { ...picture, time, months: [october, november], earned: 22n, earnedThen: 20n };
    expect(monthsOf(shown)).toEqual([october, { ...november, rewards: 5n }]);
    expect(monthsOf({ ...shown, months: [october] })).toEqual([october, { ...november, rewards: 2n }]);
    expect(monthsOf({ ...shown, earned: 16n })).toEqual([october, { ...november, rewards: -1n }]);
    expect(thisMonth({ ...shown, months: [], earnedThen: 0n }, time * 1000)).toBe(22n);
  });

  it('are not known where they were not read, or nothing proves the rewards', () => {
    expect(monthsOf({ ...picture, months: null, earned: 1n })).toBeNull();
    expect(monthsOf({ ...picture, months: [october], earned: null })).toBeNull();
    expect(monthsOf({ ...picture, months: [october], earned: 1n, earnedThen: null })).toBeNull();
    expect(thisMonth({ ...picture, months: null }, time * 1000)).toBeNull();
  });

  it('say nothing of this month once the picture is of an earlier one', () => {
    const shown = { ...picture, time, months: [october, november], earned: 8n, earnedThen: 8n };
    expect(thisMonth(shown, at('2026-12-01') * 1000)).toBeNull();
    // A chain whose clock runs ahead of the machine's.
    expect(thisMonth(shown, at('2025-01-01') * 1000)).toBe(3n);
  });

  it('are none in a month in which nothing came', () => {
    expect(thisMonth({ ...picture, time, months: [october], earned: 5n, earnedThen: 5n }, time * 1000)).toBe(0n);
  });
});
