import type { PageProps } from 'gatsby';
import { HomeRoute } from '../components/home-route';
import { PageFrame, PageHead } from '../components/page-frame';
import { t, useLanguage } from '../texts/texts';

export default function IndexPage({ location }: PageProps) {
  useLanguage();
  return (
    <PageFrame>
      <HomeRoute location={location} />
    </PageFrame>
  );
}

export function Head() {
  useLanguage();
  return <PageHead title={t('frame.siteName')} description={t('frame.siteDescription')} />;
}
