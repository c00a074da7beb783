import type { PageProps } from 'gatsby';
import { PageFrame, PageHead } from '../components/page-frame';
import { PoolRoute } from '../components/pool-route';

export default function IndexPage({ location }: PageProps) {
  return (
    <PageFrame>
      <PoolRoute location={location} />
    </PageFrame>
  );
}

export function Head() {
  return <PageHead title="Pooled Staking" />;
}
