import type { AprWindow, PoolInfo } from '@pooled-staking/api';
import { formatWait } from '@pooled-staking/core';
import { Link } from 'gatsby';
import { useState } from 'react';
import { shownPercent } from '../amounts/eth';
import { usePoolInfo } from '../data/pool-info';
import { useChosenPool } from '../pools/chosen-pool';
import { secondsBetween, shownDate } from '../time/words';
import { Address, Eth } from './amounts';
import { Choice } from './choice';
import { LedgerLine } from './ledger-line';
import { ErrorNote, Skeleton, StaleLine } from './notes';
import { Rate } from './rate';
import { Section } from './section';
import { When } from './time';
import './pool-facts.css';

const statusWords: Readonly<Record<PoolInfo['status'], string>> = {
  open: 'Open',
  'needs-harvest': 'Open; the next stake brings in a late report',
  paused: 'Takes no stake at present',
  full: 'Full',
};

/** The windows of rates on their buttons, and in full. */
const windowNames = (days: number): { readonly label: string; readonly name: string } =>
  days === 365 ? { label: '1 y', name: '1 year' } : { label: `${days} d`, name: `${days} days` };

/** What a rate stands on, or why there is none. */
function basisOf({ days, apr, from, to, harvests }: AprWindow): string {
  if (from === null || to === null) {
    return 'The node gave no reports that reach back so far.';
  }
  if (apr === null) {
    return `${harvests} ${harvests === 1 ? 'report' : 'reports'} so far: too few to tell a rate.`;
  }
  const covered = secondsBetween(from, to) / 86_400;
  const basis = `After the fee, from ${harvests} reports, ${shownDate(from)} to ${shownDate(to)}`;
  return covered < days * 0.95 ? `${basis}: all that there are.` : `${basis}.`;
}

/** The pool's yearly rate over a window to choose, with what it stands on. The headline is the first window. */
function Rates({ windows }: { readonly windows: readonly AprWindow[] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const window = windows.find(({ days }) => String(days) === chosen) ?? windows[0];
  if (!window) {
    return null;
  }
  return (
    <div className="rates">
      <Rate
        label={`APR, ${windowNames(window.days).name}`}
        rate={window.apr}
        basis={basisOf(window)}
        testId="pool-apr"
        isLive
      />
      {windows.length > 1 ? (
        <Choice
          legend="Measured over"
          options={windows.map(({ days }) => ({ value: String(days), ...windowNames(days) }))}
          value={String(window.days)}
          onChange={setChosen}
        />
      ) : null}
    </div>
  );
}

function Facts({ pool }: { readonly pool: PoolInfo }) {
  const { explorer } = useChosenPool().network;
  const { address, version, implementation } = pool.contract;
  return (
    <>
      <Rates windows={pool.apr} />
      <dl className="lines">
        <LedgerLine label="Status">{statusWords[pool.status]}</LedgerLine>
        <LedgerLine label="Fee, of rewards only">{shownPercent(pool.fee)}&nbsp;%</LedgerLine>
        <LedgerLine label="Staked by everybody">
          <Eth wei={pool.totals.assets} />
        </LedgerLine>
        <LedgerLine label="Room left">
          {pool.capacityLeft === 'unlimited' ? 'No limit' : <Eth wei={pool.capacityLeft} />}
        </LedgerLine>
        <LedgerLine label="Waiting to leave">
          <Eth wei={pool.exitTerms.queuedAssets} />
        </LedgerLine>
        <LedgerLine label="Free for exits now">
          <Eth wei={pool.exitTerms.freeAssets} />
        </LedgerLine>
        <LedgerLine label="Waiting time">
          up to {formatWait(pool.exitTerms.claimDelaySeconds)}{' '}
          <span className="muted">
            {pool.exitTerms.claimDelayBasis === 'observed' ? 'as its claims show' : 'the most of any known pool'}
          </span>
        </LedgerLine>
        <LedgerLine label="Contract">
          {explorer ? (
            <a href={`${explorer}/address/${address}`} target="_blank" rel="noreferrer">
              <Address address={address} />
            </a>
          ) : (
            <Address address={address} />
          )}{' '}
          <span className="muted" {...(implementation ? { title: `Implementation ${implementation}` } : {})}>
            version {version}
          </span>
        </LedgerLine>
      </dl>
      <p className="as-of">
        {pool.protocol}. As of <When time={pool.asOf.timestamp} />, block{' '}
        {pool.asOf.blockNumber.toLocaleString('en-US')}.
      </p>
    </>
  );
}

/** The pool in figures, each with what it stands on. */
export function PoolFacts() {
  const { data: pool, error, refetch } = usePoolInfo();
  const { network } = useChosenPool();
  return (
    <Section
      id="pool"
      title={pool?.name ?? 'The pool'}
      aside={network.pools.length > 1 ? <Link to="/">All pools on {network.name}</Link> : null}
    >
      {pool ? <StaleLine error={error} /> : null}
      {pool ? (
        <Facts pool={pool} />
      ) : error ? (
        <ErrorNote error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton lines={8} label="Reading the pool" />
      )}
    </Section>
  );
}
