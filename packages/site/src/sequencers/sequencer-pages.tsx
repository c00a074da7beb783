import { zeroAddress, type PoolOnNetwork } from '@pooled-staking/core';
import {
  PoolProvider,
  SessionProvider,
  useChosenPool,
  useNodeLookup,
  useReader,
  useWallet,
} from '@pooled-staking/react';
import { withPrefix } from 'gatsby';
import { useState } from 'react';
import { AddressLink } from '../components/address-link';
import { Eth } from '../components/amounts';
import { LedgerLine } from '../components/ledger-line';
import { ErrorNote, Skeleton, StaleLine } from '../components/notes';
import { Section } from '../components/section';
import { SwitchNetwork } from '../components/switch-network';
import { When } from '../components/time';
import { RateHistory } from '../facts/rate-history';
import { NodeForm } from '../nodes/node-form';
import { addressOfPool } from '../pools/pool-address';
import { formatNumber, rich, speakOf, t } from '../texts/texts';
import { addressOfSequencers } from './addresses';
import { ProducingNow } from './producing-now';
import { producedBy, useSequencers } from './reads';
import { SequencerTable } from './sequencer-table';
import { producingPools } from './sequencer-pools';
import '../facts/facts.css';
import './sequencers.css';

/** The pool's sums, who makes blocks now, and all its sequencers. */
function Figures() {
  const chosen = useChosenPool();
  const { data: state, error, refetch } = useSequencers();
  const l2 = producedBy(chosen);
  if (!state) {
    return error ? (
      <ErrorNote error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton lines={12} label={t('pool.readingPool')} />
    );
  }
  const active = state.sequencers.filter(({ status }) => status === 'active').length;
  const leaving = state.sequencers.reduce(
    (sum, { status, amount }) => (status === 'inactive' ? sum + amount : sum),
    0n,
  );
  return (
    <>
      <StaleLine error={error} />
      <dl className="lines">
        <LedgerLine label={t('sequencers.activeCount')}>{formatNumber(active)}</LedgerLine>
        <LedgerLine label={t('sequencers.lockedByAll')}>
          <Eth wei={state.totalLocked} />
        </LedgerLine>
        {leaving > 0n ? (
          <LedgerLine label={t('sequencers.leaving')}>
            <Eth wei={leaving} />
          </LedgerLine>
        ) : null}
        <LedgerLine label={t('sequencers.perBlock')}>
          <Eth wei={state.rewardPerBlock} />
        </LedgerLine>
        <LedgerLine label={t('pool.contract')}>
          <AddressLink address={chosen.pool.address} />
        </LedgerLine>
      </dl>
      {l2 ? <ProducingNow state={state} l2={l2} /> : <SequencerTable state={state} producer={null} />}
      <p className="as-of">
        {rich('pool.asOf', {
          protocol: chosen.pool.name,
          time: () => <When time={new Date(state.block.timestamp * 1000).toISOString()} />,
          block: formatNumber(state.block.number),
        })}
      </p>
    </>
  );
}

/** Where nothing reads the pool's network: the wallet may change to it, or a node is named. */
function NoReader() {
  const { network } = useChosenPool();
  const { session } = useWallet();
  return (
    <Section id="sequencers" title={network.name}>
      <p>{t('sequencers.noReader', { network: network.name })}</p>
      {session ? <SwitchNetwork networks={[network]} /> : null}
      <NodeForm network={network} />
    </Section>
  );
}

function OfPool() {
  const { network, pool } = useChosenPool();
  const { session } = useWallet();
  const reader = useReader(network);
  if (!reader) {
    return <NoReader />;
  }
  const account = session?.account ?? zeroAddress;
  return (
    <SessionProvider session={{ wallet: reader, account, chainId: network.chainId, isReadOnly: true }}>
      <Section
        id="sequencers"
        title={pool.name}
        aside={<a href={withPrefix(addressOfPool(pool.id))}>{t('sequencers.poolPage')}</a>}
      >
        <Figures />
      </Section>
      <RateHistory />
    </SessionProvider>
  );
}

/** The pool that is shown where the address names none: that of the wallet's network, else the first that something reads. */
function usePoolOfPlace(): PoolOnNetwork | undefined {
  const { session } = useWallet();
  const nodeOf = useNodeLookup();
  const [read] = useState(() => producingPools.find(({ network }) => nodeOf(network) !== null));
  return producingPools.find(({ network }) => network.chainId === session?.chainId) ?? read ?? producingPools[0];
}

type SequencerPagesProps = {
  /** The pool that the address names; `null` where it names none. */
  readonly named: PoolOnNetwork | null;
};

/** The sequencers of a pool, and the way to those of other networks. */
export function SequencerPages({ named }: SequencerPagesProps) {
  const ofPlace = usePoolOfPlace();
  const chosen = producingPools.find(({ pool }) => pool.id === named?.pool.id) ?? ofPlace;
  if (!chosen) {
    return null;
  }
  speakOf(chosen);
  const l2 = producedBy(chosen);
  return (
    <div className="sequencers">
      <div className="sequencers-head">
        <h1>{t('sequencers.title')}</h1>
        <p>{t('sequencers.text', { network: chosen.network.name, l2: l2?.name ?? '' })}</p>
        <ul className="sequencers-networks">
          {producingPools.map(({ network, pool }) => (
            <li key={pool.id}>
              <a
                href={withPrefix(addressOfSequencers(pool.id))}
                {...(pool.id === chosen.pool.id ? { 'aria-current': 'page' as const } : {})}
              >
                {network.name}
              </a>
            </li>
          ))}
        </ul>
      </div>
      <PoolProvider key={chosen.pool.id} pool={chosen.pool.id}>
        <OfPool />
      </PoolProvider>
    </div>
  );
}
