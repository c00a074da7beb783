import { Dashboard } from '../components/dashboard';
import { Hero } from '../components/hero';
import { PageFrame, PageHead } from '../components/page-frame';
import { useWallet } from '../wallet/session';

export default function IndexPage() {
  const { session } = useWallet();
  return <PageFrame>{session ? <Dashboard /> : <Hero />}</PageFrame>;
}

export function Head() {
  return <PageHead title="Pooled Staking" />;
}
