import { Section, Text } from '@metamask/snaps-sdk/jsx';
import { exitReserve, type StakeQuote } from '@pooled-staking/core';
import { explainEarning, explainTrouble, explainWay, formatAmount, formatBasisPoints } from '@pooled-staking/texts';
import { AmountRow, TextRow } from '../../ui/parts';
import { Extras } from './extras';
import { AprRow } from './apr-row';
import { dialogOf, type Terms, type TermsProps } from './dialog';
import { ReportRow, reportWarnings } from './report-row';
import { dearFeeWarnings, feeShareText, yearlyRewardOf } from './fee';

function warningsOf({ network, pool, quote, apr, display }: TermsProps<StakeQuote>): string[] {
  const { t } = display;
  const { networkFee, balanceAfter, amount, withHarvest, reportChange } = quote;
  return [
    ...(quote.asset === undefined ? [explainEarning(pool, display) ?? []].flat() : []),
    ...(quote.troubles ?? []).map((trouble) => explainTrouble(trouble, pool.asset, display)),
    ...(balanceAfter < exitReserve(networkFee)
      ? [t('warnLittleGas', { amount: formatAmount(balanceAfter, network.nativeAsset, display.locale) })]
      : []),
    ...dearFeeWarnings(networkFee, yearlyRewardOf(amount, apr), display),
    ...(withHarvest ? [t('warnHarvest')] : []),
    ...reportWarnings(reportChange, pool.asset, display),
    ...(apr !== null && apr.apr < 0n ? [t('warnPenalty')] : []),
  ];
}

/** What a stake does and costs. */
export function stakeTerms(props: TermsProps<StakeQuote>): Terms {
  const { network, pool, quote, apr, display } = props;
  const { asset = pool.asset } = quote;
  const { t } = display;
  const yearly = yearlyRewardOf(quote.amount, apr);
  return {
    title: t('stakeTitle', { amount: formatAmount(quote.amount, asset, display.locale) }),
    warnings: warningsOf(props),
    sections: [
      <Section>
        <AmountRow label={t('youStake')} amount={quote.amount} asset={asset} display={display} />
        <AmountRow label={t('stakedBefore')} amount={quote.assetsBefore} asset={asset} display={display} />
        {ReportRow({ change: quote.reportChange, asset, display })}
        <AmountRow label={t('stakedAfter')} amount={quote.assetsAfter} asset={asset} display={display} />
      </Section>,
      ...Extras({ quote, asset, network, pool, display }),
      <Section>
        <AprRow apr={apr} display={display} />
        {yearly === null ? null : (
          <AmountRow label={t('earnedInYear')} amount={yearly} asset={asset} display={display} />
        )}
        <TextRow
          label={t('poolFee')}
          text={formatBasisPoints(quote.state.feeBps, display.locale)}
          extra={t('ofRewards')}
        />
      </Section>,
      <Section>
        <AmountRow
          label={t('networkFee')}
          amount={quote.networkFee.fee}
          asset={network.nativeAsset}
          display={display}
        />
        {feeShareText(quote.networkFee, yearly, display) === '' ? null : (
          <TextRow label={t('networkFeeShare')} text={feeShareText(quote.networkFee, yearly, display)} />
        )}
      </Section>,
      <Section>
        <Text fontWeight="medium">{t('backTitle')}</Text>
        {explainWay(quote.wayBack, quote.claimDelay.seconds, display).map((text) => (
          <Text>{text}</Text>
        ))}
        <Text>{t('rateMoves')}</Text>
      </Section>,
    ],
  };
}

/** What a person approves when they stake. */
export const StakeDialog = dialogOf(stakeTerms);
