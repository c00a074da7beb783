import { useState, type ReactNode } from 'react';
import { t } from '../texts/texts';
import './pager.css';

type PagerProps = {
  /** What is on the pages: `Pages of the ledger`. */
  readonly label: string;
  /** From 0 on. */
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
};

/** The way from page to page, the newest first; nothing where there is one page. */
export function Pager({ label, page, pages, onPage }: PagerProps) {
  return pages > 1 ? (
    <nav className="pager" aria-label={label}>
      <button
        type="button"
        className="button button-quiet button-small"
        disabled={page === 0}
        onClick={() => {
          onPage(page - 1);
        }}
      >
        {t('rewards.newer')}
      </button>
      <span>{t('rewards.pageOf', { page: page + 1, pages })}</span>
      <button
        type="button"
        className="button button-quiet button-small"
        disabled={page === pages - 1}
        onClick={() => {
          onPage(page + 1);
        }}
      >
        {t('rewards.older')}
      </button>
    </nav>
  ) : null;
}

type PagedProps<Row> = Pick<PagerProps, 'label'> & {
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
      <Pager label={label} page={shown} pages={pages} onPage={setPage} />
    </>
  );
}
