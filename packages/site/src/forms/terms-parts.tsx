import type { FiatPrice, StakeQuote, UnstakeQuote } from '@pooled-staking/core';
import { useChosenPool } from '@pooled-staking/react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { AddressLink } from '../components/address-link';
import { Eth } from '../components/amounts';
import { LedgerLine } from '../components/ledger-line';
import { ErrorNote, Note, Skeleton } from '../components/notes';
import { Worth } from '../components/worth';
import { t } from '../texts/texts';
import './terms.css';

type WorkedOutProps<Quote> = {
  readonly query: UseQueryResult<Quote>;
  readonly kind: 'stake' | 'unstake';
  readonly children: (quote: Quote) => ReactNode;
};

/** How high terms are, in lines that are on their way; on a narrow page `terms.css` puts them further apart. */
const lines = { stake: 14, unstake: 12 } as const;

/**
 * What was worked out, what is wrong with it, or that it is on its way. While another amount is worked out, it keeps the height
 * that it had: what stands below must not move away under a finger.
 */
export function WorkedOut<Quote>({ query, kind, children }: WorkedOutProps<Quote>) {
  const { data, error, refetch } = query;
  const frame = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState<number>();
  useLayoutEffect(() => {
    if (data !== undefined) {
      setHeight(frame.current?.getBoundingClientRect().height);
    }
  }, [data]);
  if (data === undefined && error) {
    return <ErrorNote error={error} onRetry={() => void refetch()} />;
  }
  return (
    <div
      ref={frame}
      className={`worked-out-${kind}`}
      style={data === undefined && height !== undefined ? { height, overflow: 'hidden' } : undefined}
    >
      {data === undefined ? <Skeleton lines={lines[kind]} label={t('terms.reading')} /> : children(data)}
    </div>
  );
}

type CostsProps = {
  readonly quote: StakeQuote | UnstakeQuote;
  /** Of what fees are paid in. */
  readonly price: FiatPrice | null;
  /** What stands beside the network fee. */
  readonly besideFee?: ReactNode;
  /** For a review: names the contract, too. */
  readonly isExact: boolean;
};

/** What a transaction costs, line by line. */
export function Costs({ quote, price, besideFee = null, isExact }: CostsProps) {
  const { nativeAsset } = useChosenPool().network;
  const { bridgeFee, networkFee, transaction } = quote;
  return (
    <>
      {bridgeFee === undefined ? null : (
        <LedgerLine label={t('terms.bridgeFee')}>
          <Eth wei={bridgeFee} unit={nativeAsset.symbol} />
          <Worth wei={bridgeFee} price={price} />
        </LedgerLine>
      )}
      <LedgerLine label={t('terms.networkFee')}>
        <Eth wei={networkFee.fee} unit={nativeAsset.symbol} />
        <Worth wei={networkFee.fee} price={price} />
        {besideFee}
      </LedgerLine>
      {isExact ? (
        <LedgerLine label={t('pool.contract')}>
          <AddressLink address={transaction.to} />
        </LedgerLine>
      ) : null}
    </>
  );
}

type ConcernsProps = {
  readonly quote: StakeQuote | UnstakeQuote;
  /** What deserves a second thought, sentence by sentence. */
  readonly warnings: readonly string[];
};

/** What goes first, and what deserves a second thought. */
export function Concerns({ quote, warnings }: ConcernsProps) {
  return (
    <>
      {quote.approvals.length > 0 ? <p className="outlook">{t('terms.approvalFirst')}</p> : null}
      {warnings.length > 0 ? (
        <Note tone="warning" title={t('terms.mind')}>
          <ul className="terms-warnings">
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Note>
      ) : null}
    </>
  );
}
