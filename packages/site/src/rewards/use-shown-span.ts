import type { Seconds } from '@pooled-staking/core';
import { useAddressChoice, useAddressWord } from '../address-choice';
import { shownSpan, spans, type ShownSpan, type Span } from './span';
import type { CustomDays, RangeFault } from './export-range';

/** The span that the page's address names, and the way to choose another one. */
export type SpanChoice = {
  readonly span: Span;
  readonly choose: (span: Span) => void;
  readonly days: CustomDays;
  readonly changeDays: (days: Partial<CustomDays>) => void;
  /** The seconds of it; `null` while its days are none. */
  readonly shown: ShownSpan | null;
  readonly fault: RangeFault | null;
};

/** How far back rewards are shown, as the page's address has it. @param now the time of the newest block. */
export function useShownSpan(now: Seconds): SpanChoice {
  const [span, chooseSpan] = useAddressChoice('span', spans, '90d');
  const [from, changeFrom] = useAddressWord('from');
  const [to, changeTo] = useAddressWord('to');
  const days = { from: from ?? '', to: to ?? '' };
  const found = shownSpan(span, days, now);
  const fault = 'fault' in found ? found.fault : null;
  return {
    span,
    choose: (next) => {
      if (next !== 'own') {
        changeFrom(null);
        changeTo(null);
      }
      chooseSpan(next);
    },
    days,
    changeDays: (change) => {
      if (change.from !== undefined) {
        changeFrom(change.from || null);
      }
      if (change.to !== undefined) {
        changeTo(change.to || null);
      }
    },
    shown: 'fault' in found ? null : found,
    fault,
  };
}
