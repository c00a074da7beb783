import type { Network, Producer, SequencerPoolState } from '@pooled-staking/core';
import { SessionProvider, useReader, useSession } from '@pooled-staking/react';
import type { UseQueryResult } from '@tanstack/react-query';
import { Address } from '../components/amounts';
import { LedgerLine } from '../components/ledger-line';
import { describeError } from '../errors/describe-error';
import { NodeForm } from '../nodes/node-form';
import { formatNumber, t } from '../texts/texts';
import { useProducer } from './reads';
import { SequencerTable } from './sequencer-table';

/** Who makes blocks now, in words. */
function Who({ query }: { readonly query: UseQueryResult<Producer | null> }) {
  const { data, error, refetch } = query;
  if (data === undefined) {
    return error ? (
      <>
        {describeError(error).title}.{' '}
        <button type="button" className="button-text" onClick={() => void refetch()}>
          {t('frame.tryAgain')}
        </button>
      </>
    ) : (
      <span className="muted" role="status">
        {t('sequencers.reading')}
      </span>
    );
  }
  if (data === null) {
    return <>{t('sequencers.nobody')}</>;
  }
  return (
    <>
      {data.name} <Address address={data.address} />{' '}
      <span className="muted">{t('pool.producerSince', { block: formatNumber(data.sinceBlock) })}</span>
    </>
  );
}

/** The sequencers with the one that makes blocks now, over what reads the other chain. */
function WithProducer({ state }: { readonly state: SequencerPoolState }) {
  const query = useProducer(state);
  return (
    <>
      <dl className="lines">
        <LedgerLine label={t('pool.producer')}>
          <span data-testid="producer">
            <Who query={query} />
          </span>
        </LedgerLine>
      </dl>
      <SequencerTable state={state} producer={query.data?.address ?? null} />
    </>
  );
}

type ProducingProps = { readonly state: SequencerPoolState; readonly l2: Network };

/** Who makes the blocks of the other chain now, and all sequencers. Where nothing reads that chain, it says so and asks for a node. */
export function ProducingNow({ state, l2 }: ProducingProps) {
  const session = useSession();
  const reader = useReader(l2);
  return reader ? (
    <SessionProvider session={{ ...session, wallet: reader, chainId: l2.chainId }}>
      <WithProducer state={state} />
    </SessionProvider>
  ) : (
    <>
      <p>{t('sequencers.noReader', { network: l2.name })}</p>
      <NodeForm network={l2} />
      <SequencerTable state={state} producer={null} />
    </>
  );
}
