import type { PageProps } from 'gatsby';
import { PageFrame, PageHead } from '../components/page-frame';
import { PoolRoute } from '../components/pool-route';
import { t, useLanguage } from '../texts/texts';

export default function PoolPage({ location }: PageProps) {
  useLanguage();
  return (
    <PageFrame>
      <PoolRoute location={location} />
    </PageFrame>
  );
}

export function Head() {
  useLanguage();
  return <PageHead title={t('pool.pageTitle')} description={t('pool.pageDescription')} />;
}
