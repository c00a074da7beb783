import '../help/help-texts';
import { PageFrame, PageHead } from '../components/page-frame';
import { Help } from '../help/help';
import { t, useLanguage } from '../texts/texts';

export default function HelpPage() {
  useLanguage();
  return (
    <PageFrame>
      <Help />
    </PageFrame>
  );
}

export function Head() {
  useLanguage();
  return <PageHead title={t('help.pageTitle')} description={t('help.pageDescription')} />;
}
