import type { PoolBooks } from '@pooled-staking/react';
import { formatNumber, t, type SiteKey } from '../texts/texts';

const faultTexts = {
  unreachable: 'books.away',
  elsewhere: 'books.away',
  'not-ready': 'books.notReady',
  'other-pool': 'books.otherPool',
  unsound: 'books.unsound',
} as const satisfies Record<Exclude<PoolBooks['fault'], 'differs' | null>, SiteKey>;

function wordsOf({ fault, block }: PoolBooks): string {
  const at = { block: formatNumber(block ?? 0) };
  return fault === null ? t('books.checked', at) : fault === 'differs' ? t('books.differ', at) : t(faultTexts[fault]);
}

/** What came of looking at the pool's books, in a line; nothing without books. */
export function BooksNote({ books }: { readonly books: PoolBooks | null }) {
  if (books === null) {
    return null;
  }
  return (
    <p className={books.fault === 'differs' || books.fault === 'unsound' ? 'stale' : 'as-of'} data-testid="books-note">
      {wordsOf(books)}
    </p>
  );
}
