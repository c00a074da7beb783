import { usePoolBooks } from '@pooled-staking/react';
import { BooksNote } from '../components/books-note';
import { Section } from '../components/section';
import { t } from '../texts/texts';

/** What only the books of the whole pool tell, and whether they agree with the chain; nothing without books. */
export function PoolBooks() {
  const books = usePoolBooks();
  return books === null ? null : (
    <Section id="books" title={t('books.title')}>
      {books.fault === null ? <p data-testid="members">{t('books.members', { count: books.members })}</p> : null}
      <BooksNote books={books} />
    </Section>
  );
}
