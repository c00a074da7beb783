import { useChosenPool } from '@pooled-staking/react';
import { Link } from 'gatsby';
import { useLayoutEffect, useRef } from 'react';
import { addressOfPool, poolPages, type PoolPage } from '../pools/pool-address';
import { t } from '../texts/texts';
import { pageTexts } from './page-texts';
import './pool-nav.css';

/** The pages about the pool. On a narrow screen they scroll sideways, with the one on show in sight. */
export function PoolNav({ page }: { readonly page: PoolPage }) {
  const { pool } = useChosenPool();
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    const shown = list.current?.querySelector<HTMLElement>('[aria-current]');
    if (list.current && shown) {
      list.current.scrollLeft = shown.offsetLeft - (list.current.clientWidth - shown.offsetWidth) / 2;
    }
  }, [page]);
  return (
    <nav className="pool-nav" aria-label={t('pool.pages')}>
      <ul ref={list}>
        {poolPages.map((each) => (
          <li key={each}>
            <Link to={addressOfPool(pool.id, each)} aria-current={each === page ? 'page' : undefined}>
              {t(pageTexts[each].name)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
