import { withPrefix } from 'gatsby';
import { addressOfGovernance } from '../governance/addresses';
import { addressOfSequencers } from '../sequencers/addresses';
import { t } from '../texts/texts';
import './site-links.css';

/** The way to pages that have a policy of their own: they are loaded anew. */
export function SiteLinks() {
  return (
    <nav className="site-links" aria-label={t('frame.morePages')}>
      <a href={withPrefix('/account/')}>{t('account.title')}</a>
      <a href={withPrefix(addressOfSequencers())}>{t('sequencers.title')}</a>
      <a href={withPrefix(addressOfGovernance())}>{t('governance.title')}</a>
    </nav>
  );
}
