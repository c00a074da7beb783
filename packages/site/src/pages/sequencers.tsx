import '../sequencers/sequencers-texts';
import type { PageProps } from 'gatsby';
import { PageFrame, PageHead } from '../components/page-frame';
import { SequencersRoute } from '../sequencers/sequencers-route';
import { t, useLanguage } from '../texts/texts';

export default function SequencersPage({ location }: PageProps) {
  useLanguage();
  return (
    <PageFrame>
      <SequencersRoute location={location} />
    </PageFrame>
  );
}

export function Head() {
  useLanguage();
  return <PageHead title={t('sequencers.pageTitle')} description={t('sequencers.description')} />;
}
