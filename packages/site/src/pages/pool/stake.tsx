import type { PageProps } from 'gatsby';
import { PageFrame } from '../../components/page-frame';
import { PoolHead } from '../../pool-pages/pool-head';
import { PoolRoute } from '../../pool-pages/pool-route';
import { useLanguage } from '../../texts/texts';

export default function PoolStakePage({ location }: PageProps) {
  useLanguage();
  return (
    <PageFrame>
      <PoolRoute location={location} page="stake" />
    </PageFrame>
  );
}

export function Head() {
  return <PoolHead page="stake" />;
}
