import { estimateOf, toIsoTime, toIsoTimeOrNull, type FiatPrice, type UnstakeQuote } from '@pooled-staking/core';
import { useChosenPool } from '@pooled-staking/react';
import { explainTrouble, explainWay } from '@pooled-staking/texts';
import { ethWithUnit } from '../amounts/eth';
import { Eth } from '../components/amounts';
import { LedgerLine } from '../components/ledger-line';
import { Worth } from '../components/worth';
import { timesInWords, waitInWords } from '../exits/expected-time';
import { t, texts } from '../texts/texts';
import { Concerns, Costs } from './terms-parts';
import './terms.css';

/** When it can be claimed, as a range. What comes at once, or little by little, has none. */
function Expected({ quote }: { readonly quote: UnstakeQuote }) {
  const { earliest, latest } = estimateOf(quote);
  const times = { earliest: toIsoTimeOrNull(earliest), latest: toIsoTimeOrNull(latest) };
  return quote.way === 'at-once' || quote.way === 'vesting' ? null : (
    <LedgerLine label={t('exit.claimable')}>
      <span data-testid="unstake-expected">
        {waitInWords(times, toIsoTime(quote.state.block.timestamp))}
        <span className="terms-note">{timesInWords(times)}</span>
      </span>
    </LedgerLine>
  );
}

type TermsProps = {
  readonly quote: UnstakeQuote;
  /** Of what fees are paid in. */
  readonly price: FiatPrice | null;
  /** All of an amount, to the wei. */
  readonly isExact?: boolean;
};

/** What an exit does to the position, when it can be claimed and what that rests on, and what it costs. */
export function UnstakeTerms({ quote, price, isExact = false }: TermsProps) {
  const { pool } = useChosenPool();
  const { asset = pool.asset, sideAsset: counted = pool.asset, troubles = [] } = quote;
  const ofAsset = asset.address === null ? price : null;
  const parts = [
    [quote.atOnce, 'unstake.atOnce', asset],
    [quote.paidAlong, 'unstake.paidAlong', pool.asset],
    [quote.exitFee, 'unstake.exitFee', asset],
  ] as const;
  const warnings = [
    ...troubles.map((trouble) => explainTrouble(trouble, pool.asset, texts())),
    ...(quote.stopped ? [t('unstake.stopped', { amount: ethWithUnit(quote.stopped, pool.asset.symbol) })] : []),
    ...(quote.reportChange < 0n ? [t('terms.reportTakes', { amount: ethWithUnit(-quote.reportChange) })] : []),
  ];
  return (
    <div className="terms">
      <dl className="lines" data-testid="unstake-terms">
        <LedgerLine label={t('unstake.leaves')}>
          <Eth wei={quote.assets} unit={asset.symbol} isExact={isExact} />
          <Worth wei={quote.assets} price={ofAsset} />
        </LedgerLine>
        {parts.map(([amount, label, of]) =>
          amount === undefined ? null : (
            <LedgerLine key={label} label={t(label)}>
              <Eth wei={amount} unit={of.symbol} isExact={isExact} />
            </LedgerLine>
          ),
        )}
        <LedgerLine label={t('terms.before')}>
          <Eth wei={quote.assetsBefore} unit={counted.symbol} isExact={isExact} />
        </LedgerLine>
        <LedgerLine label={t('terms.after')} kind="total">
          <Eth wei={quote.assetsAfter} unit={counted.symbol} isExact={isExact} />
        </LedgerLine>
      </dl>
      <dl className="lines">
        <Expected quote={quote} />
        <Costs quote={quote} price={price} isExact={isExact} />
      </dl>
      <p className="outlook">{explainWay(quote.way, quote.claimDelay.seconds, texts()).join(' ')}</p>
      {quote.isAll ? <p className="outlook">{t('form.unstakeAllText')}</p> : null}
      <Concerns quote={quote} warnings={warnings} />
    </div>
  );
}
