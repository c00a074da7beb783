import type { PageProps } from 'gatsby';
import { AccountRoute } from '../accounts/account-route';
import { PageFrame, PageHead } from '../components/page-frame';
import { t, useLanguage } from '../texts/texts';

export default function AccountPage({ location }: PageProps) {
  useLanguage();
  return (
    <PageFrame>
      <AccountRoute location={location} />
    </PageFrame>
  );
}

export function Head() {
  useLanguage();
  return <PageHead title={t('account.pageTitle')} description={t('account.text')} />;
}
