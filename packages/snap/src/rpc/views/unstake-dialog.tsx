import { Section, Text } from '@metamask/snaps-sdk/jsx';
import { type UnstakeQuote } from '@pooled-staking/core';
import { explainTrouble, explainWay, formatAmount, formatBasisPoints } from '@pooled-staking/texts';
import { AmountRow, TextRow } from '../../ui/parts';
import { Extras } from './extras';
import { AprRow } from './apr-row';
import { dialogOf, type Terms, type TermsProps } from './dialog';
import { ReportRow, reportWarnings } from './report-row';
import { dearFeeWarnings, feeShareText, paysFees, yearlyRewardOf } from './fee';

/** What an exit does and costs. */
export function unstakeTerms({ network, pool, quote, apr, display }: TermsProps<UnstakeQuote>): Terms {
  const { t } = display;
  const { asset = pool.asset, sideAsset: counted = pool.asset, stopped, troubles = [] } = quote;
  const earns = !quote.sideAsset && pool.earnsIn === undefined;
  const yearly = earns && paysFees(pool.asset) ? yearlyRewardOf(quote.assets, apr) : null;
  const share = feeShareText(quote.networkFee, yearly, display);
  return {
    title: t(
      quote.isAll && (quote.item === undefined || quote.assetsAfter === 0n) ? 'unstakeAllTitle' : 'unstakeTitle',
      {
        amount: formatAmount(quote.assets, asset, display.locale),
      },
    ),
    warnings: [
      // What earns too little is no reason to stay.
      ...troubles
        .filter(({ kind }) => kind === 'paused' || kind === 'exits-unfunded')
        .map((trouble) => explainTrouble(trouble, pool.asset, display)),
      ...(stopped === undefined
        ? []
        : [t('warnVestingStops', { amount: formatAmount(stopped, pool.asset, display.locale), token: asset.symbol })]),
      ...dearFeeWarnings(quote.networkFee, yearly, display),
      ...reportWarnings(quote.reportChange, asset, display),
    ],
    sections: [
      <Section>
        <AmountRow label={t('youUnstake')} amount={quote.assets} asset={asset} display={display} />
        <AmountRow label={t('stakedBefore')} amount={quote.assetsBefore} asset={counted} display={display} />
        {ReportRow({ change: quote.reportChange, asset: counted, pool, display })}
        <AmountRow label={t('stakedAfter')} amount={quote.assetsAfter} asset={counted} display={display} />
      </Section>,
      ...Extras({ quote, asset, network, pool, display }),
      <Section>
        <Text fontWeight="medium">{t('waitTitle')}</Text>
        {explainWay(quote.way, quote.claimDelay.seconds, display).map((text) => (
          <Text>{text}</Text>
        ))}
      </Section>,
      <Section>
        {earns ? <AprRow apr={apr} pool={pool} display={display} /> : null}
        {earns ? (
          <TextRow
            label={t('poolFee')}
            text={formatBasisPoints(quote.state.feeBps, display.locale)}
            extra={t('ofRewards')}
          />
        ) : null}
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
