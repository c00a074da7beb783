import type { Span } from '../staking/protocol';
import type { Seconds } from '../units';

const daySeconds = 86_400;

/** Days in UTC as `2026-01-31`, both of them part of it; an end that is absent is open. */
export type DayRange = { readonly from?: string | undefined; readonly to?: string | undefined };

/**
 * The day in UTC that a time lies in: `2026-01-31`.
 * @example
 * ```ts
 * import { dayOf } from '@pooled-staking/core';
 *
 * console.log(dayOf(1_767_225_600)); // 2026-01-01
 * ```
 */
export function dayOf(seconds: Seconds): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** The first second of a day. Throws RangeError, with the name of the field, for what is no day of the calendar. */
function startOfDay(field: keyof DayRange, day: string): Seconds {
  const seconds = Date.parse(`${day}T00:00:00Z`) / 1000;
  if (!/^\d{4}-\d\d-\d\d$/u.test(day) || Number.isNaN(seconds) || dayOf(seconds) !== day) {
    throw new RangeError(`${field}: "${day}" is no day; give one as 2026-01-31.`);
  }
  return seconds;
}

/**
 * The span of a range of days: from the first second of its first day, to before the first one after its last.
 * @throws RangeError that names the field when one is no day, or when `from` is later than `to`.
 * @example
 * ```ts
 * import { spanOfDays } from '@pooled-staking/core';
 *
 * const { from, to } = spanOfDays({ from: '2026-01-01', to: '2026-12-31' });
 * console.log(from, to); // 1767225600 1798761600
 * ```
 */
export function spanOfDays({ from, to }: DayRange): Span {
  const span = {
    from: from === undefined ? undefined : startOfDay('from', from),
    to: to === undefined ? undefined : startOfDay('to', to) + daySeconds,
  };
  if (span.from !== undefined && span.to !== undefined && span.from >= span.to) {
    throw new RangeError(`from: ${from} is later than to: ${to}; exchange them.`);
  }
  return span;
}
