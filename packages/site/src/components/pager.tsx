import { useState, type ReactNode } from 'react';
import { t } from '../texts/texts';
import './pager.css';

type PagedProps<Row> = {
  /** What is on the pages: `Pages of the ledger`. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly pageSize: number;
  readonly children: (rows: readonly Row[]) => ReactNode;
};

/** Rows by page, newest first, with the way to the older ones. */
export function Paged<Row>({ label, rows, pageSize, children }: PagedProps<Row>) {
  const [page, setPage] = useState(0);
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const shown = Math.min(page, pages - 1);
  return (
    <>
      {children(rows.slice(shown * pageSize, (shown + 1) * pageSize))}
      {pages > 1 ? (
        <nav className="pager" aria-label={label}>
          <button
            type="button"
            className="button button-quiet button-small"
            disabled={shown === 0}
            onClick={() => {
              setPage(shown - 1);
            }}
          >
            {t('rewards.newer')}
          </button>
          <span>{t('rewards.pageOf', { page: shown + 1, pages })}</span>
          <button
            type="button"
            className="button button-quiet button-small"
            disabled={shown === pages - 1}
            onClick={() => {
              setPage(shown + 1);
            }}
          >
            {t('rewards.older')}
          </button>
        </nav>
      ) : null}
    </>
  );
}
