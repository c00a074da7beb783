import { formatBasisPoints } from '@pooled-staking/texts';
import type { Pool } from '@pooled-staking/core';
import { Link, withPrefix } from 'gatsby';
import { addressOfAccount } from '../accounts/account-address';
import { ethWithUnit } from '../amounts/eth';
import { addressOfPool } from '../pools/pool-address';
import { locale, rich, t, type SiteKey } from '../texts/texts';
import { Eth } from './amounts';
import { LedgerLine } from './ledger-line';
import { WalletChooser } from './wallet-chooser';
import './hero.css';

const entries = [
  { title: 'hero.earnsTitle', text: 'hero.earnsText' },
  { title: 'hero.exitTitle', text: 'hero.exitText' },
  { title: 'hero.riskTitle', text: 'hero.riskText' },
] as const satisfies readonly { readonly title: SiteKey; readonly text: SiteKey }[];

const milliEth = 10n ** 15n;

/** What the site makes of an account, with round figures. */
function Specimen() {
  return (
    <figure className="specimen">
      <figcaption>
        {t('hero.example', {
          amount: ethWithUnit(10_000n * milliEth),
          rate: formatBasisPoints(300, locale()),
          taken: ethWithUnit(4_000n * milliEth),
        })}
      </figcaption>
      <dl className="lines">
        <LedgerLine label={t('sum.stakedNow')}>
          <Eth wei={6_480n * milliEth} />
        </LedgerLine>
        <LedgerLine label={t('sum.paidOut')}>
          <Eth wei={4_000n * milliEth} isSigned />
        </LedgerLine>
        <LedgerLine label={t('sum.putIn')}>
          <Eth wei={-10_000n * milliEth} />
        </LedgerLine>
        <LedgerLine label={t('sum.rewardsSoFar')} kind="total">
          <Eth wei={480n * milliEth} isSigned />
        </LedgerLine>
      </dl>
    </figure>
  );
}

type HeroProps = {
  /** The pool that the page's address names. */
  readonly pool?: Pick<Pool, 'id' | 'name'>;
};

/** What the site is, and the way in: shown while no wallet is connected. */
export function Hero({ pool }: HeroProps) {
  return (
    <div className="hero">
      <div className="hero-top">
        <div className="hero-lead">
          <h1>{rich('hero.title', { em: (parts) => <em>{parts}</em> })}</h1>
          <p className="hero-text">{t('hero.text')}</p>
          <WalletChooser />
          <p>
            {pool ? (
              <Link to={addressOfPool(pool.id, 'facts')}>{t('hero.lookAtPool', { pool: pool.name })}</Link>
            ) : (
              <a href={withPrefix(addressOfAccount(''))}>{t('hero.lookAtAccount')}</a>
            )}
          </p>
        </div>
        <Specimen />
      </div>
      <ol className="hero-entries">
        {entries.map(({ title, text }) => (
          <li key={title}>
            <h2>{t(title)}</h2>
            <p>{t(text)}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}
