import { toIsoTime } from '../../chain/block';
import type { Seconds } from '../../units';

/** Day and time of day in UTC: `2026-01-31`, `12:00:05`. */
export function dayAndTime(seconds: Seconds): { readonly day: string; readonly time: string } {
  const iso = toIsoTime(seconds);
  return { day: iso.slice(0, 10), time: iso.slice(11, 19) };
}
