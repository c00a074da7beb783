import { Section, Text, type JSXElement } from '@metamask/snaps-sdk/jsx';
import { formatEth, formatWait, type StakeQuote } from '@pooled-staking/core';
import { formatBasisPoints } from '../../ui/format';
import { AmountRow, DialogFrame, TextRow } from '../../ui/parts';
import type { DialogProps } from '../propose';
import { AprRow } from './apr-row';
import { ReportRow, reportWarnings } from './report-row';
import { dearFeeWarnings, feeShareText, yearlyRewardOf } from './fee';

/** Gas of an exit and a claim together, with room for a dearer moment. */
const exitGas = 350_000n;

function warningsOf({ quote, apr, voice: { t } }: DialogProps<StakeQuote>): string[] {
  const { networkFee, balanceAfter, amount, withHarvest, reportChange } = quote;
  return [
    ...(balanceAfter < networkFee.gasPrice * exitGas ? [t('warnLittleGas', { amount: formatEth(balanceAfter) })] : []),
    ...dearFeeWarnings(networkFee, yearlyRewardOf(amount, apr), t),
    ...(withHarvest ? [t('warnHarvest')] : []),
    ...reportWarnings(reportChange, t),
    ...(apr !== null && apr.apr < 0n ? [t('warnPenalty')] : []),
  ];
}

/** What a person approves when they stake. */
export function StakeDialog(props: DialogProps<StakeQuote>): JSXElement {
  const { origin, account, network, pool, quote, apr, voice } = props;
  const { t } = voice;
  const yearly = yearlyRewardOf(quote.amount, apr);
  return (
    <DialogFrame
      title={t('stakeTitle', { amount: formatEth(quote.amount) })}
      origin={origin}
      account={account}
      network={network}
      pool={pool}
      warnings={warningsOf(props)}
      t={t}
    >
      <Section>
        <AmountRow label={t('youStake')} amount={quote.amount} voice={voice} />
        <AmountRow label={t('stakedBefore')} amount={quote.assetsBefore} voice={voice} />
        {ReportRow({ change: quote.reportChange, voice })}
        <AmountRow label={t('stakedAfter')} amount={quote.assetsAfter} voice={voice} />
      </Section>
      <Section>
        <AprRow apr={apr} t={t} />
        {yearly === null ? null : <AmountRow label={t('earnedInYear')} amount={yearly} voice={voice} />}
        <TextRow label={t('poolFee')} text={formatBasisPoints(quote.state.feeBps)} extra={t('ofRewards')} />
      </Section>
      <Section>
        <AmountRow label={t('networkFee')} amount={quote.networkFee.fee} voice={voice} />
        {feeShareText(quote.networkFee, yearly, t) === '' ? null : (
          <TextRow label={t('networkFeeShare')} text={feeShareText(quote.networkFee, yearly, t)} />
        )}
      </Section>
      <Section>
        <Text fontWeight="medium">{t('backTitle')}</Text>
        <Text>{t('backQueue')}</Text>
        <Text>{t('backDelay', { wait: formatWait(quote.claimDelay.seconds) })}</Text>
        <Text>{t('rateMoves')}</Text>
      </Section>
    </DialogFrame>
  );
}
