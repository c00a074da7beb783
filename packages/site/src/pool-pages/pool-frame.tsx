import { Link } from 'gatsby';
import { useEffect, type ReactNode } from 'react';
import type { PoolPage } from '../pools/pool-address';
import { t } from '../texts/texts';
import { ChainNotice } from './chain-notice';
import { pageTexts } from './page-texts';
import { PoolFigures } from './pool-figures';
import { PoolNav } from './pool-nav';
import { PoolTitle } from './pool-title';
import './pool-frame.css';

/** What all pages about a pool have around them: which pool it is, the way to the others, and the account's figures. */
export function PoolFrame({ page, children }: { readonly page: PoolPage; readonly children: ReactNode }) {
  useEffect(() => {
    // The button that had the focus is gone: go on from the start of the content.
    if (document.activeElement === document.body) {
      document.querySelector('main')?.focus({ preventScroll: true });
    }
  }, []);
  return (
    <div className="pool-frame">
      <div className="pool-top">
        <PoolTitle>
          <span className="sr-only">, {t(pageTexts[page].name)}</span>
        </PoolTitle>
        <Link to="/">{t('positions.yourPools')}</Link>
      </div>
      <PoolNav page={page} />
      <ChainNotice />
      {page === 'overview' ? null : <PoolFigures />}
      {children}
    </div>
  );
}
