import type { AprWindow, PoolInfo } from '@pooled-staking/api';
import { shownPercent } from '../amounts/eth';
import { poolOnChain, usePool } from '../data/queries';
import { shownDate, spanWords } from '../time/words';
import { useSession } from '../wallet/session';
import { Address, Eth } from './amounts';
import { LedgerLine } from './ledger-line';
import { ErrorNote, Skeleton, StaleLine } from './notes';
import { Section } from './section';
import { When } from './time';

const statusWords: Readonly<Record<PoolInfo['status'], string>> = {
  open: 'Open',
  'needs-harvest': 'Open; the next stake brings in a late report',
  paused: 'Takes no stake at present',
  full: 'Full',
};

/** One rate with what it stands on. */
function Rate({ window }: { readonly window: AprWindow }) {
  const { days, apr, from, to, harvests } = window;
  return (
    <div className="rate">
      <dt>APR, {days} days</dt>
      <dd>
        <span className={apr === null ? 'rate-unknown' : 'rate-number'}>
          {apr === null ? 'Not known yet' : `${shownPercent(apr)}\u00a0%`}
        </span>
        <span className="rate-basis">
          {apr === null || from === null || to === null
            ? `${harvests} ${harvests === 1 ? 'report' : 'reports'} so far: too few to tell a rate.`
            : `After the fee, from ${harvests} reports, ${shownDate(from)} to ${shownDate(to)}.`}
        </span>
      </dd>
    </div>
  );
}

function Facts({ pool }: { readonly pool: PoolInfo }) {
  const { chainId } = useSession();
  const explorer = poolOnChain(chainId)?.network.explorer;
  const { address, version, implementation } = pool.contract;
  return (
    <>
      <dl className="rates">
        {pool.apr.map((window) => (
          <Rate key={window.days} window={window} />
        ))}
      </dl>
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
        <LedgerLine label="Waiting time">up to {spanWords(pool.exitTerms.claimDelaySeconds)}</LedgerLine>
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
  const { data: pool, error, refetch } = usePool();
  return (
    <Section id="pool" title={pool?.name ?? 'The pool'}>
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
