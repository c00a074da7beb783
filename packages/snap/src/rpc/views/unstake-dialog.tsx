import { Section, Text, type JSXElement } from '@metamask/snaps-sdk/jsx';
import { formatEth, formatWait, freeAssets, queuedAssets, type UnstakeQuote } from '@pooled-staking/core';
import type { MessageKey } from '../../i18n';
import { formatBasisPoints } from '../../ui/format';
import { AmountRow, DialogFrame, TextRow } from '../../ui/parts';
import type { DialogProps } from '../propose';
import { AprRow } from './apr-row';
import { ReportRow, reportWarnings } from './report-row';
import { dearFeeWarnings, feeShareText, yearlyRewardOf } from './fee';

/** What is known of the wait, as far as the chain tells. */
function waitTexts({ state, assets, paysAtOnce, servedAtOnce }: UnstakeQuote): MessageKey[] {
  if (paysAtOnce) {
    return ['paysAtOnce'];
  }
  if (servedAtOnce) {
    return ['waitServed', 'waitDelay'];
  }
  const isCovered = queuedAssets(state) + assets <= freeAssets(state);
  return [isCovered ? 'waitReport' : 'waitValidators', 'waitDelay', 'keepsEarning'];
}

/** What a person approves when they unstake. */
export function UnstakeDialog(props: DialogProps<UnstakeQuote>): JSXElement {
  const { origin, account, network, pool, quote, apr, voice } = props;
  const { t } = voice;
  const yearly = yearlyRewardOf(quote.assets, apr);
  const share = feeShareText(quote.networkFee, yearly, t);
  return (
    <DialogFrame
      title={t(quote.isAll ? 'unstakeAllTitle' : 'unstakeTitle', { amount: formatEth(quote.assets) })}
      origin={origin}
      account={account}
      network={network}
      pool={pool}
      warnings={[...dearFeeWarnings(quote.networkFee, yearly, t), ...reportWarnings(quote.reportChange, t)]}
      t={t}
    >
      <Section>
        <AmountRow label={t('youUnstake')} amount={quote.assets} voice={voice} />
        <AmountRow label={t('stakedBefore')} amount={quote.assetsBefore} voice={voice} />
        {ReportRow({ change: quote.reportChange, voice })}
        <AmountRow label={t('stakedAfter')} amount={quote.assetsAfter} voice={voice} />
      </Section>
      <Section>
        <Text fontWeight="medium">{t('waitTitle')}</Text>
        {waitTexts(quote).map((key) => (
          <Text>{t(key, { wait: formatWait(quote.claimDelay.seconds) })}</Text>
        ))}
      </Section>
      <Section>
        <AprRow apr={apr} t={t} />
        <TextRow label={t('poolFee')} text={formatBasisPoints(quote.state.feeBps)} extra={t('ofRewards')} />
        <AmountRow label={t('networkFee')} amount={quote.networkFee.fee} voice={voice} />
        {share === '' ? null : <TextRow label={t('networkFeeShare')} text={share} />}
      </Section>
    </DialogFrame>
  );
}
