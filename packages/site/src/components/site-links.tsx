import { withPrefix } from 'gatsby';
import { addressOfGovernance } from '../governance/addresses';
import { addressOfHelp } from '../help/help-address';
import { addressOfSequencers } from '../sequencers/addresses';
import { t } from '../texts/texts';
import './site-links.css';

/** The way to pages beside the pools': each is loaded anew, so that none of them is shown under another one's policy. */
export function SiteLinks() {
  return (
    <nav className="site-links" aria-label={t('frame.morePages')}>
      <a href={withPrefix('/account/')}>{t('account.title')}</a>
      <a href={withPrefix(addressOfSequencers())}>{t('sequencers.title')}</a>
      <a href={withPrefix(addressOfGovernance())}>{t('governance.title')}</a>
      <a href={withPrefix(addressOfHelp())}>{t('help.title')}</a>
    </nav>
  );
}
