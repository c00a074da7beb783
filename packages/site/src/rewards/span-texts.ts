import type { SiteKey } from '../texts/texts';
import type { Span } from './span';

/** The names of spans. */
export const spanTexts = {
  '7d': 'rewards.span7Days',
  '30d': 'rewards.span30Days',
  '90d': 'rewards.span90Days',
  '1y': 'rewards.spanYear',
  all: 'rewards.spanAll',
  own: 'export.custom',
} as const satisfies Record<Span, SiteKey>;
