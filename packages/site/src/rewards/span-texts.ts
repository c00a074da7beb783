import type { SiteKey } from '../texts/texts';
import type { Span } from './span';

/** The names of spans. */
export const spanTexts = {
  '30 days': 'rewards.span30Days',
  '90 days': 'rewards.span90Days',
  '1 year': 'rewards.spanYear',
  all: 'rewards.spanAll',
} as const satisfies Record<Span, SiteKey>;
