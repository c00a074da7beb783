import type { AprWindow as WireAprWindow } from '@pooled-staking/api';
import { formatRate, toIsoTimeOrNull, type AprWindow } from '@pooled-staking/core';

/** A rate as dapps see it. */
export function toWireApr({ days, apr, from, to, harvests }: AprWindow): WireAprWindow {
  return {
    days,
    apr: apr === null ? null : formatRate(apr),
    from: toIsoTimeOrNull(from),
    to: toIsoTimeOrNull(to),
    harvests,
  };
}
