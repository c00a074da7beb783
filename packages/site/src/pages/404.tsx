import { withPrefix } from 'gatsby';
import { PageFrame, PageHead } from '../components/page-frame';
import { Panel, PanelAction } from '../components/panel';
import { t, useLanguage } from '../texts/texts';

export default function NotFoundPage() {
  useLanguage();
  return (
    <PageFrame>
      <Panel eyebrow="404" title={t('frame.notFoundTitle')}>
        <p>{t('frame.notFoundText')}</p>
        <PanelAction>
          <a className="button" href={withPrefix('/')}>
            {t('frame.goToFirstPage')}
          </a>
        </PanelAction>
      </Panel>
    </PageFrame>
  );
}

export function Head() {
  useLanguage();
  return <PageHead title={t('frame.notFoundPageTitle')} description={t('frame.siteDescription')} />;
}
