import { Section, Text } from '@metamask/snaps-sdk/jsx';
import { type UnstakeQuote } from '@pooled-staking/core';
import { formatAmount, formatBasisPoints, explainWay } from '@pooled-staking/texts';
import { AmountRow, TextRow } from '../../ui/parts';
import { Extras } from './extras';
import { AprRow } from './apr-row';
import { dialogOf, type Terms, type TermsProps } from './dialog';
import { ReportRow, reportWarnings } from './report-row';
import { dearFeeWarnings, feeShareText, yearlyRewardOf } from './fee';

/** What an exit does and costs. */
export function unstakeTerms({ network, pool, quote, apr, display }: TermsProps<UnstakeQuote>): Terms {
  const { t } = display;
  const { asset = pool.asset } = quote;
  const yearly = yearlyRewardOf(quote.assets, apr);
  const share = feeShareText(quote.networkFee, yearly, display);
  return {
    title: t(quote.isAll ? 'unstakeAllTitle' : 'unstakeTitle', {
      amount: formatAmount(quote.assets, asset, display.locale),
    }),
    warnings: [
      ...dearFeeWarnings(quote.networkFee, yearly, display),
      ...reportWarnings(quote.reportChange, asset, display),
    ],
    sections: [
      <Section>
        <AmountRow label={t('youUnstake')} amount={quote.assets} asset={asset} display={display} />
        <AmountRow label={t('stakedBefore')} amount={quote.assetsBefore} asset={asset} display={display} />
        {ReportRow({ change: quote.reportChange, asset, display })}
        <AmountRow label={t('stakedAfter')} amount={quote.assetsAfter} asset={asset} display={display} />
      </Section>,
      ...Extras({ quote, asset, network, pool, display }),
      <Section>
        <Text fontWeight="medium">{t('waitTitle')}</Text>
        {explainWay(quote.way, quote.claimDelay.seconds, display).map((text) => (
          <Text>{text}</Text>
        ))}
      </Section>,
      <Section>
        <AprRow apr={apr} display={display} />
        <TextRow
          label={t('poolFee')}
          text={formatBasisPoints(quote.state.feeBps, display.locale)}
          extra={t('ofRewards')}
        />
        <AmountRow
          label={t('networkFee')}
          amount={quote.networkFee.fee}
          asset={network.nativeAsset}
          display={display}
        />
        {share === '' ? null : <TextRow label={t('networkFeeShare')} text={share} />}
      </Section>,
    ],
  };
}

/** What a person approves when they unstake. */
export const UnstakeDialog = dialogOf(unstakeTerms);
