import { Section, Text, type JSXElement } from '@metamask/snaps-sdk/jsx';
import { formatEth, type ClaimQuote } from '@pooled-staking/core';
import { formatShare } from '../../ui/format';
import { AmountRow, DialogFrame, TextRow } from '../../ui/parts';
import type { DialogProps } from '../propose';
import { isDear } from './fee';

/** What a person approves when they claim. */
export function ClaimDialog(props: DialogProps<ClaimQuote>): JSXElement {
  const { origin, account, network, pool, quote, voice } = props;
  const { t } = voice;
  const share = formatShare(quote.networkFee.fee, quote.assets) ?? '';
  return (
    <DialogFrame
      title={t('claimTitle', { amount: formatEth(quote.assets) })}
      origin={origin}
      account={account}
      network={network}
      pool={pool}
      warnings={isDear(quote.networkFee, quote.assets) ? [t('warnDearClaim', { part: share })] : []}
      t={t}
    >
      <Section>
        <AmountRow label={t('youReceive')} amount={quote.assets} voice={voice} />
        <TextRow label={t('exitsPaid')} text={quote.exits.length.toString()} />
        <AmountRow label={t('staysInQueue')} amount={quote.remainingAssets} voice={voice} />
      </Section>
      <Section>
        <AmountRow label={t('networkFee')} amount={quote.networkFee.fee} voice={voice} />
        <TextRow label={t('networkFeeShare')} text={t('feeOfClaim', { part: share })} />
      </Section>
      <Section>
        <Text>{t('claimGoesTo')}</Text>
        {quote.withHarvest ? <Text>{t('claimHarvest')}</Text> : null}
      </Section>
    </DialogFrame>
  );
}
