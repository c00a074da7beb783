import { useState } from 'react';
import type { AccountView } from '../data/account-view';
import type { SpanBooks } from '../data/books';
import { useChosenPool } from '../pools/chosen-pool';
import { csvName } from '../rewards/csv-name';
import { downloadText } from '../rewards/download';
import { startOfSpan } from '../rewards/span';
import { spanTexts } from '../rewards/span-texts';
import { t } from '../texts/texts';
import { useSession } from '../wallet/session';
import { ErrorNote } from './notes';
import './csv-button.css';

/** Writes the lines of the chosen span into a file for a tax program. */
export function CsvButton({ view, books }: { readonly view: AccountView; readonly books: SpanBooks }) {
  const { span } = books;
  const { account } = useSession();
  const { pool } = useChosenPool();
  const [error, setError] = useState<unknown>(null);
  const first = books.lines[0];
  if (!first) {
    return null;
  }
  const save = async (): Promise<void> => {
    setError(null);
    try {
      const { toCsv } = await import('../rewards/csv-file');
      const { timestamp } = view.state.block;
      const from = Math.max(startOfSpan(span, timestamp) ?? 0, first.time);
      const name = csvName(pool.name, account, from, timestamp);
      downloadText(name, 'text/csv', toCsv(books.lines));
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <div className="csv">
      <button type="button" className="button button-quiet button-small" onClick={() => void save()}>
        {t('rewards.downloadCsv')}
      </button>
      <span className="csv-words">
        {span === 'all'
          ? t('rewards.csvLines', { lines: books.lines.length })
          : t('rewards.csvLinesOfSpan', { lines: books.lines.length, span: t(spanTexts[span]) })}
      </span>
      {error ? <ErrorNote error={error} /> : null}
    </div>
  );
}
