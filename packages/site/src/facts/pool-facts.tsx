import type { AprWindow, PoolInfo } from '@pooled-staking/api';
import { leastRateSpan, protocolOf, troubleOf } from '@pooled-staking/core';
import { useChosenPool, usePool } from '@pooled-staking/react';
import { explainEarning, explainTrouble, formatWait } from '@pooled-staking/texts';
import { withPrefix } from 'gatsby';
import { useState } from 'react';
import { shownFee } from '../amounts/eth';
import { windowNames } from './window-names';
import { addressOfSequencers } from '../sequencers/addresses';
import { formatNumber, locale, rich, t, texts, type SiteKey } from '../texts/texts';
import { secondsBetween, shownDate } from '../time/words';
import { AddressLink } from '../components/address-link';
import { Address, Eth } from '../components/amounts';
import { Choice } from '../components/choice';
import { LedgerLine } from '../components/ledger-line';
import { ErrorNote, Note, Skeleton, StaleLine } from '../components/notes';
import { Rate } from '../components/rate';
import { Section } from '../components/section';
import { When } from '../components/time';
import './pool-facts.css';

const statusTexts = {
  open: 'pool.statusOpen',
  'needs-harvest': 'pool.statusNeedsHarvest',
  paused: 'pool.statusPaused',
  full: 'pool.statusFull',
} as const satisfies Record<PoolInfo['status'], SiteKey>;

const waitTexts = {
  observed: 'pool.waitObserved',
  'longest-known': 'pool.waitBound',
  contract: 'pool.waitContract',
} as const satisfies Record<PoolInfo['exitTerms']['claimDelayBasis'], SiteKey>;

const isTooShort = ({ from, to }: { readonly from: string; readonly to: string }): boolean =>
  secondsBetween(from, to) < leastRateSpan;

/** What a rate stands on, or why there is none. */
function basisOf({ days, apr, from, to, harvests }: AprWindow, hasReports: boolean): string {
  if (from === null || to === null) {
    return t(hasReports ? 'pool.rateNoReports' : 'pool.rateNoRewards');
  }
  if (apr === null && isTooShort({ from, to })) {
    return t('pool.rateTooShort');
  }
  if (apr === null) {
    return hasReports
      ? t('pool.rateTooFew', { reports: harvests })
      : t('pool.rateTooFewRewards', { rewards: harvests });
  }
  const isAll = secondsBetween(from, to) / 86_400 < days * 0.95;
  const span = { from: shownDate(from), to: shownDate(to) };
  return hasReports
    ? t(isAll ? 'pool.rateBasisAll' : 'pool.rateBasis', { reports: harvests, ...span })
    : t(isAll ? 'pool.rateBasisAllRewards' : 'pool.rateBasisRewards', { rewards: harvests, ...span });
}

/** The pool's yearly rate over a window to choose, with what it stands on. At first the shortest one that has a rate. */
function Rates({ windows }: { readonly windows: readonly AprWindow[] }) {
  const { pool } = useChosenPool();
  const [chosen, setChosen] = useState<string | null>(null);
  const window =
    windows.find(({ days, apr }) => (chosen === null ? apr !== null : String(days) === chosen)) ?? windows[0];
  if (!window) {
    return null;
  }
  return (
    <div className="rates">
      <Rate
        label={t('pool.rateOfWindow', { window: windowNames(window.days).name })}
        rate={window.apr}
        basis={basisOf(window, protocolOf(pool).hasReports === true)}
        testId="pool-apr"
        isLive
      />
      {windows.length > 1 ? (
        <Choice
          legend={t('pool.measuredOver')}
          options={windows.map(({ days }) => ({ value: String(days), ...windowNames(days) }))}
          value={String(window.days)}
          onChange={setChosen}
        />
      ) : null}
    </div>
  );
}

function Facts({ pool }: { readonly pool: PoolInfo }) {
  const { pool: chosen } = useChosenPool();
  const earning = explainEarning(chosen, texts());
  const { address, version, implementation } = pool.contract;
  return (
    <>
      {pool.troubles.length > 0 ? (
        <Note tone="warning" title={t('pool.troubleTitle')}>
          {pool.troubles.map((trouble) => explainTrouble(troubleOf(trouble), chosen.asset, texts())).join(' ')}
        </Note>
      ) : null}
      {earning === null ? <Rates windows={pool.apr} /> : <p>{earning}</p>}
      <dl className="lines">
        <LedgerLine label={t('pool.status')}>{t(statusTexts[pool.status])}</LedgerLine>
        <LedgerLine label={t('pool.feeOfRewards')}>{shownFee(pool.fee)}</LedgerLine>
        <LedgerLine label={t('pool.stakedByEverybody')}>
          <Eth wei={pool.totals.assets} />
        </LedgerLine>
        <LedgerLine label={t('pool.roomLeft')}>
          {pool.capacityLeft === 'unlimited' ? t('pool.noLimit') : <Eth wei={pool.capacityLeft} />}
        </LedgerLine>
        {pool.exitTerms.queuedAssets === null ? null : (
          <LedgerLine label={t('pool.waitingToLeave')}>
            <Eth wei={pool.exitTerms.queuedAssets} />
          </LedgerLine>
        )}
        <LedgerLine label={t('pool.freeForExits')}>
          <Eth wei={pool.exitTerms.freeAssets} />
        </LedgerLine>
        <LedgerLine label={t('pool.waitingTime')}>
          {t('pool.waitUpTo', { wait: formatWait(pool.exitTerms.claimDelaySeconds, locale()) })}{' '}
          <span className="line-note muted">{t(waitTexts[pool.exitTerms.claimDelayBasis])}</span>
        </LedgerLine>
        {pool.producer === null ? null : (
          <LedgerLine label={t('pool.producer')}>
            <span data-testid="producer">
              {pool.producer.name ?? <Address address={pool.producer.address} />}{' '}
              <span className="muted">
                {t('pool.producerSince', { block: formatNumber(pool.producer.sinceBlock) })}
              </span>
            </span>
          </LedgerLine>
        )}
        <LedgerLine label={t('pool.contract')}>
          <AddressLink address={address} />{' '}
          <span className="muted">{version === null ? null : t('pool.version', { version: String(version) })}</span>
        </LedgerLine>
        {implementation === null ? null : (
          <LedgerLine label={t('facts.code')}>
            <AddressLink address={implementation} />
          </LedgerLine>
        )}
        {chosen.shareToken?.address ? (
          <LedgerLine label={chosen.shareToken.symbol}>
            <AddressLink address={chosen.shareToken.address} />
          </LedgerLine>
        ) : null}
      </dl>
      {protocolOf(chosen).producing ? (
        <p>
          <a href={withPrefix(addressOfSequencers(chosen.id))}>{t('facts.allSequencers')}</a>
        </p>
      ) : null}
      <p className="as-of">
        {rich('pool.asOf', {
          protocol: pool.protocol,
          time: () => <When time={pool.asOf.timestamp} />,
          block: formatNumber(pool.asOf.blockNumber),
        })}
      </p>
    </>
  );
}

/** The pool in figures, each with what it stands on. */
export function PoolFacts() {
  const { data: pool, error, refetch } = usePool();
  return (
    <Section id="pool" title={pool?.name ?? t('dashboard.thePool')}>
      {pool ? <StaleLine error={error} /> : null}
      {pool ? (
        <Facts pool={pool} />
      ) : error ? (
        <ErrorNote error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton lines={8} label={t('pool.readingPool')} />
      )}
    </Section>
  );
}
