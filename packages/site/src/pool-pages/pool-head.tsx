import { useSyncExternalStore } from 'react';
import { PageHead } from '../components/page-frame';
import { findPool } from '../pools/networks';
import { poolIdIn, type PoolPage } from '../pools/pool-address';
import { t, useLanguage } from '../texts/texts';
import { pageTexts } from './page-texts';

/** The query does not change while a page is there: another pool is another visit. */
const never = (): (() => void) => () => undefined;

/** Title and description of a page about a pool, with the pool's name once the address is known: built pages have no query. */
export function PoolHead({ page }: { readonly page: PoolPage }) {
  const query = useSyncExternalStore(
    never,
    () => window.location.search,
    () => '',
  );
  useLanguage();
  const { name, description } = pageTexts[page];
  const found = findPool(poolIdIn(query) ?? '');
  return found ? (
    <PageHead
      title={t('pool.titleOfPage', { page: t(name), pool: found.pool.name })}
      description={t('pool.descriptionOfPage', {
        pool: found.pool.name,
        network: found.network.name,
        text: t(description),
      })}
    />
  ) : (
    <PageHead
      title={t('pool.titleOfPage', { page: t(name), pool: t('frame.siteName') })}
      description={t(description)}
    />
  );
}
