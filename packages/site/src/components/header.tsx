import { useWallet } from '@pooled-staking/react';
import { withPrefix } from 'gatsby';
import { networkOnChain } from '../pools/networks';
import { t } from '../texts/texts';
import { Address } from './amounts';
import { Mark } from './mark';
import { StatusStrip } from './status-strip';
import './header.css';

/** The name of the wallet's network, marked where its ETH is worth nothing. */
function NetworkBadge({ chainId }: { readonly chainId: number }) {
  const network = networkOnChain(chainId);
  return (
    <span className="network">
      <span className={`network-dot ${network ? (network.isTestnet ? 'is-test' : 'is-real') : 'is-none'}`} />
      <span className="sr-only">{t('frame.networkLabel')} </span>
      {network?.name ?? t('frame.chainName', { chain: String(chainId) })}
      {network?.isTestnet ? <span className="network-test">{t('frame.testMoney')}</span> : null}
    </span>
  );
}

/** The top of the page: whose it is, where the wallet is, and the latest transaction. */
export function Header() {
  const { session, disconnect } = useWallet();
  return (
    <header className="header">
      <div className="header-row page-width">
        <a className="brand" href={withPrefix('/')}>
          <Mark />
          <span>{t('frame.siteName')}</span>
        </a>
        {session ? (
          <>
            <div className="header-place">
              <NetworkBadge chainId={session.chainId} />
              <span className="account">
                <span className="sr-only">{t('frame.accountLabel')} </span>
                <Address address={session.account} />
              </span>
            </div>
            <button type="button" className="button button-quiet button-small" onClick={() => void disconnect()}>
              {t('frame.disconnect')}
            </button>
          </>
        ) : null}
      </div>
      {session ? <StatusStrip /> : null}
    </header>
  );
}
