import type { PoolInfo } from '@pooled-staking/api';
import {
  isDearFee,
  outgrowsRewards,
  yearlyReward,
  type FiatPrice,
  type Pool,
  type StakeQuote,
  type Wei,
} from '@pooled-staking/core';
import { useChosenPool } from '@pooled-staking/react';
import { explainTrouble, formatBasisPoints, formatShare } from '@pooled-staking/texts';
import { ethWithUnit, parseRate, shownPercent } from '../amounts/eth';
import { Eth } from '../components/amounts';
import { LedgerLine } from '../components/ledger-line';
import { Worth } from '../components/worth';
import { locale, t, texts } from '../texts/texts';
import { Concerns, Costs } from './terms-parts';
import './terms.css';

type TermsProps = {
  readonly quote: StakeQuote;
  /** For the rate; `undefined` while it is not known. */
  readonly info: PoolInfo | undefined;
  /** Of what fees are paid in. */
  readonly price: FiatPrice | null;
  /** The amount was entered as money: it is not told again, a cent lower for the rounding. */
  readonly isOfMoney?: boolean;
  /** All of an amount, to the wei. */
  readonly isExact?: boolean;
};

/** What the stake earns in a year at the pool's newest rate, with the rate; `null` where it earns nothing or that is not known. */
function yearOf({ asset, sideAsset, amount, assetsBefore, assetsAfter, reportChange }: StakeQuote, info?: PoolInfo) {
  const window = info?.apr.find(({ apr }) => apr !== null);
  if (!window?.apr || sideAsset) {
    return null;
  }
  const added = asset === undefined ? amount : assetsAfter - assetsBefore - reportChange;
  return { reward: yearlyReward(added, parseRate(window.apr)), rate: shownPercent(window.apr), days: window.days };
}

/** What deserves a second thought, sentence by sentence. */
function warningsOf({ quote, info }: TermsProps, pool: Pool, isOfFees: boolean, yearly: Wei | null): readonly string[] {
  const { networkFee, amount, withHarvest, reportChange, troubles = [] } = quote;
  const { fee } = networkFee;
  const part = (whole: Wei): string => formatShare(fee, whole, locale()) ?? '';
  return [
    ...troubles.map((trouble) => explainTrouble(trouble, pool.asset, texts())),
    ...(isOfFees && isDearFee(networkFee, amount) ? [t('terms.dearOfStake', { part: part(amount) })] : []),
    ...(isOfFees && yearly !== null && yearly > 0n && isDearFee(networkFee, yearly)
      ? [
          outgrowsRewards(networkFee, yearly)
            ? t('terms.dearBeyondYears')
            : t('terms.dearOfYear', { part: part(yearly) }),
        ]
      : []),
    ...(withHarvest ? [t('terms.harvest')] : []),
    ...(reportChange < 0n ? [t('terms.reportTakes', { amount: ethWithUnit(-reportChange) })] : []),
    ...(info?.apr.find(({ apr }) => apr !== null)?.apr?.startsWith('-') ? [t('terms.penalized')] : []),
  ];
}

/** What a stake does to the position, what it may earn, and what it costs. */
export function StakeTerms(props: TermsProps) {
  const { quote, info, price, isOfMoney = false, isExact = false } = props;
  const { pool } = useChosenPool();
  const { asset = pool.asset, sideAsset: counted = pool.asset, networkFee, state } = quote;
  const isOfFees = asset.address === null;
  const year = pool.earnsIn === undefined ? yearOf(quote, info) : null;
  const ofAsset = pool.asset.address === null ? price : null;
  const grown = quote.assetsAfter - quote.assetsBefore - quote.reportChange;
  const share =
    isOfFees && year && year.reward > 0n && !outgrowsRewards(networkFee, year.reward)
      ? formatShare(networkFee.fee, year.reward, locale())
      : null;
  const warnings = warningsOf(props, pool, isOfFees, year?.reward ?? null);
  const extras = [
    [quote.compounded, 'terms.rewardsAdded', pool.asset],
    [quote.shares, 'terms.received', pool.shareToken],
    [quote.leastShares, 'terms.receivedAtLeast', pool.shareToken],
  ] as const;
  return (
    <div className="terms">
      <dl className="lines" data-testid="stake-terms">
        <LedgerLine label={t('terms.youStake')}>
          <Eth wei={quote.amount} unit={asset.symbol} isExact={isExact} />
          <Worth wei={quote.amount} price={isOfFees && !isOfMoney ? price : null} />
        </LedgerLine>
        {extras.map(([amount, label, of]) =>
          amount === undefined || !of ? null : (
            <LedgerLine key={label} label={t(label)}>
              <Eth wei={amount} unit={of.symbol} isExact={isExact} />
            </LedgerLine>
          ),
        )}
        <LedgerLine label={t('terms.before')}>
          <Eth wei={quote.assetsBefore} unit={counted.symbol} isExact={isExact} />
        </LedgerLine>
        {quote.reportChange > 0n ? (
          <LedgerLine label={t('terms.reportAdds')}>
            <Eth wei={quote.reportChange} isSigned unit={counted.symbol} isExact={isExact} />
          </LedgerLine>
        ) : null}
        <LedgerLine label={t('terms.grows')}>
          <Eth wei={grown} isSigned unit={counted.symbol} isExact={isExact} />
        </LedgerLine>
        <LedgerLine label={t('terms.after')} kind="total">
          <Eth wei={quote.assetsAfter} unit={counted.symbol} isExact={isExact} />
        </LedgerLine>
      </dl>
      <dl className="lines">
        {year ? (
          <LedgerLine label={t('terms.inYear')}>
            <Eth wei={year.reward} isSigned />
            <Worth wei={year.reward} price={ofAsset} />
          </LedgerLine>
        ) : null}
        <LedgerLine label={t('pool.feeOfRewards')}>{formatBasisPoints(state.feeBps, locale())}</LedgerLine>
        <Costs
          quote={quote}
          price={price}
          besideFee={
            share === null ? null : <span className="terms-note">{t('terms.feeOfYear', { part: share })}</span>
          }
          isExact={isExact}
        />
      </dl>
      {year ? <p className="outlook">{t('terms.rateBasis', { rate: year.rate, days: year.days })}</p> : null}
      <Concerns quote={quote} warnings={warnings} />
    </div>
  );
}
