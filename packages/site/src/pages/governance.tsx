import '../governance/governance-texts';
import { PageFrame, PageHead } from '../components/page-frame';
import { GovernanceRoute } from '../governance/governance-route';
import { t, useLanguage } from '../texts/texts';

export default function GovernancePage() {
  useLanguage();
  return (
    <PageFrame>
      <GovernanceRoute />
    </PageFrame>
  );
}

export function Head() {
  useLanguage();
  return <PageHead title={t('governance.pageTitle')} description={t('governance.text')} />;
}
