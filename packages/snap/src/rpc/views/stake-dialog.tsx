import { Section, Text, type GenericSnapElement } from '@metamask/snaps-sdk/jsx';
import { exitReserve, protocolOf, type StakeQuote, type Wei } from '@pooled-staking/core';
import { explainEarning, explainTrouble, explainWay, formatAmount, formatBasisPoints } from '@pooled-staking/texts';
import { AmountRow, TextRow } from '../../ui/parts';
import { Extras } from './extras';
import { AprRow } from './apr-row';
import { dialogOf, type Terms, type TermsProps } from './dialog';
import { ReportRow, reportWarnings } from './report-row';
import { dearFeeWarnings, feeShareText, paysFees, yearlyRewardOf } from './fee';

/** What the stake earns in a year at today's rate, of the pool's asset; `null` where it earns nothing, and where that is not known. */
function yearlyOf({ pool, quote, apr }: TermsProps<StakeQuote>): Wei | null {
  const { asset, sideAsset, amount, assetsBefore, assetsAfter } = quote;
  return sideAsset || pool.earnsIn !== undefined
    ? null
    : yearlyRewardOf(asset === undefined ? amount : assetsAfter - assetsBefore, apr);
}

/** What the stake earns, and what the pool keeps of it; of a stake that earns nothing, what it is good for. */
function Earnings(props: TermsProps<StakeQuote>): GenericSnapElement[] {
  const { pool, quote, apr, display } = props;
  const { t } = display;
  const yearly = yearlyOf(props);
  if (quote.sideAsset) {
    return [<Text>{t('sideFrees', { token: quote.sideAsset.symbol, pool: pool.name })}</Text>];
  }
  if (pool.earnsIn !== undefined) {
    return [];
  }
  return [
    <AprRow apr={apr} pool={pool} display={display} />,
    ...(yearly === null
      ? []
      : [<AmountRow label={t('earnedInYear')} amount={yearly} asset={pool.asset} display={display} />]),
    <TextRow
      label={t('poolFee')}
      text={formatBasisPoints(quote.state.feeBps, display.locale)}
      extra={t('ofRewards')}
    />,
  ];
}

/** How the stake can come back one day. */
function WayBack({ network, pool, quote, display }: TermsProps<StakeQuote>): GenericSnapElement[] {
  const { t } = display;
  const { sideAsset } = quote;
  const { t: ofStake } = display.of(sideAsset ?? pool.asset, network.nativeAsset);
  return [
    <Text fontWeight="medium">{ofStake('backTitle')}</Text>,
    ...explainWay(quote.wayBack, quote.claimDelay.seconds, display).map((text) => <Text>{text}</Text>),
    ...(sideAsset
      ? [<Text>{t('sideWhole')}</Text>]
      : pool.earnsIn !== undefined
        ? []
        : [<Text>{t(protocolOf(pool).hasReports ? 'rateMoves' : 'rateMovesUp')}</Text>]),
  ];
}

function warningsOf(props: TermsProps<StakeQuote>): string[] {
  const { network, pool, quote, apr, display } = props;
  const { t } = display;
  const { networkFee, balanceAfter, withHarvest, reportChange } = quote;
  return [
    ...(quote.asset === undefined ? [explainEarning(pool, display) ?? []].flat() : []),
    ...(quote.troubles ?? []).map((trouble) => explainTrouble(trouble, pool.asset, display)),
    ...(balanceAfter < exitReserve(networkFee)
      ? [t('warnLittleGas', { amount: formatAmount(balanceAfter, network.nativeAsset, display.locale) })]
      : []),
    ...dearFeeWarnings(networkFee, paysFees(pool.asset) ? yearlyOf(props) : null, display),
    ...(withHarvest ? [t('warnHarvest')] : []),
    ...reportWarnings(reportChange, pool.asset, display),
    ...(apr !== null && apr.apr < 0n ? [t('warnPenalty')] : []),
  ];
}

/** What a stake does and costs. */
export function stakeTerms(props: TermsProps<StakeQuote>): Terms {
  const { network, pool, quote, display } = props;
  const { asset = pool.asset, sideAsset: counted = pool.asset } = quote;
  const { t } = display;
  const earnings = Earnings(props);
  const share = feeShareText(quote.networkFee, paysFees(pool.asset) ? yearlyOf(props) : null, display);
  return {
    title: t('stakeTitle', { amount: formatAmount(quote.amount, asset, display.locale) }),
    warnings: warningsOf(props),
    sections: [
      <Section>
        <AmountRow label={t('youStake')} amount={quote.amount} asset={asset} display={display} />
        <AmountRow label={t('stakedBefore')} amount={quote.assetsBefore} asset={counted} display={display} />
        {ReportRow({ change: quote.reportChange, asset: counted, pool, display })}
        <AmountRow label={t('stakedAfter')} amount={quote.assetsAfter} asset={counted} display={display} />
      </Section>,
      ...Extras({ quote, asset, network, pool, display }),
      ...(earnings.length > 0 ? [<Section>{earnings}</Section>] : []),
      <Section>
        <AmountRow
          label={t('networkFee')}
          amount={quote.networkFee.fee}
          asset={network.nativeAsset}
          display={display}
        />
        {share === '' ? null : <TextRow label={t('networkFeeShare')} text={share} />}
      </Section>,
      <Section>{WayBack(props)}</Section>,
    ],
  };
}

/** What a person approves when they stake. */
export const StakeDialog = dialogOf(stakeTerms);
