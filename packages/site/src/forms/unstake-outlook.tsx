import { estimateOf, toIsoTime, toIsoTimeOrNull, type PlainOptions, type UnstakeQuote } from '@pooled-staking/core';
import { explainWay } from '@pooled-staking/texts';
import { ethWithUnit } from '../amounts/eth';
import { Eth } from '../components/amounts';
import { LedgerLine } from '../components/ledger-line';
import { Worth } from '../components/worth';
import { useCurrency } from '../data/currency';
import { usePriceAt } from '../data/price-at';
import { useUnstakeQuote } from '../data/unstake-quote';
import { describeError } from '../errors/describe-error';
import { timesInWords, waitInWords } from '../exits/expected-time';
import { useChosenPool } from '../pools/chosen-pool';
import { t, texts } from '../texts/texts';
import { useSettled } from './use-settled';

/** When it comes, as a range with what that rests on. */
function Expected({ quote }: { readonly quote: UnstakeQuote }) {
  const estimate = estimateOf(quote);
  const times = { earliest: toIsoTimeOrNull(estimate.earliest), latest: toIsoTimeOrNull(estimate.latest) };
  const isAtOnce = quote.way === 'at-once';
  const now = toIsoTime(quote.state.block.timestamp);
  const isOpenEnded = estimate.basis === 'vesting';
  return isAtOnce || isOpenEnded ? null : (
    <LedgerLine label={t('unstake.expected')}>
      <span data-testid="unstake-expected">
        {waitInWords(times, now)}
        <span className="expected-times">{timesInWords(times)}</span>
      </span>
    </LedgerLine>
  );
}

function Figures({ quote }: { readonly quote: UnstakeQuote }) {
  const { network } = useChosenPool();
  const { currency } = useCurrency(network);
  const price = usePriceAt(quote.state.block, currency);
  const own = texts().asset.symbol;
  const unit = quote.asset?.symbol ?? own;
  const { fee } = quote.networkFee;
  const native = network.nativeAsset.symbol;
  return (
    <dl className="lines" data-testid="unstake-quote">
      <LedgerLine label={t('unstake.leaves')}>
        <Eth wei={quote.assets} unit={unit} />
      </LedgerLine>
      {quote.atOnce === undefined ? null : (
        <LedgerLine label={t('unstake.atOnce')}>
          <Eth wei={quote.atOnce} unit={unit} />
        </LedgerLine>
      )}
      {quote.exitFee === undefined ? null : (
        <LedgerLine label={t('unstake.exitFee')}>
          <Eth wei={quote.exitFee} unit={unit} />
        </LedgerLine>
      )}
      <LedgerLine label={t('unstake.stakedAfter')}>
        <Eth wei={quote.assetsAfter} unit={quote.sideAsset?.symbol ?? own} />
      </LedgerLine>
      <Expected quote={quote} />
      <LedgerLine label={t('unstake.networkFee')}>
        <Eth wei={fee} unit={native} />
        <Worth wei={fee} price={price} />
      </LedgerLine>
    </dl>
  );
}

type OutlookProps = {
  /** In the smallest unit; `null` while no amount is entered that can be unstaked. */
  readonly amount: bigint | 'max' | null;
  readonly of: Pick<PlainOptions, 'id' | 'asset'>;
};

/** What an exit of the amount means, worked out as it would be sent: how it stands afterwards, when it comes, what it costs. */
export function UnstakeOutlook({ amount, of }: OutlookProps) {
  const settled = useSettled(amount);
  const { data: quote, error, isPlaceholderData } = useUnstakeQuote(settled, of);
  if (settled === null) {
    return null;
  }
  if (error) {
    const { title, message } = describeError(error);
    return (
      <p className="outlook" role="status">
        <strong>{title}</strong> {message}
      </p>
    );
  }
  return quote ? (
    <div className={isPlaceholderData || settled !== amount ? 'outlook-figures is-late' : 'outlook-figures'}>
      <Figures quote={quote} />
      <p className="outlook">{explainWay(quote.way, quote.claimDelay.seconds, texts()).join(' ')}</p>
      {quote.stopped === undefined || quote.stopped === 0n ? null : (
        <p className="outlook">{t('unstake.stopped', { amount: ethWithUnit(quote.stopped) })}</p>
      )}
    </div>
  ) : (
    <p className="outlook" role="status">
      {t('unstake.working')}
    </p>
  );
}
