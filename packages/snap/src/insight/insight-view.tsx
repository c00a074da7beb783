import { Address, Banner, Box, Copyable, Row, Section, Text, type JSXElement } from '@metamask/snaps-sdk/jsx';
import {
  formatEth,
  type Finding,
  type Insight,
  type Network,
  type Pool,
  type Step,
  type StakingCall,
} from '@pooled-staking/core';
import type { Translate } from '../i18n';
import { AmountRow, PlaceRows } from '../ui/parts';
import { fiatText, type Voice } from '../ui/texts';

/** What an insight shows; `insight` is `null` when the chain did not answer in time. */
export type InsightProps = {
  readonly network: Network;
  readonly pool: Pool;
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
  readonly insight: Insight | null;
  readonly voice: Voice;
};

/** What one call does, in a sentence. */
function stepText(call: StakingCall, amount: string | null, t: Translate): string {
  switch (call.kind) {
    case 'stake':
      return t(call.withUpdate ? 'doesStakeWithUpdate' : 'doesStake', { amount: amount ?? '' });
    case 'exit':
      return amount === null ? t('doesExitUnknown') : t('doesExit', { amount });
    case 'redeem':
      return amount === null ? t('doesRedeemUnknown') : t('doesRedeem', { amount });
    case 'claim':
      return amount === null ? t('doesClaimUnknown') : t('doesClaim', { amount });
    case 'update':
      return t('doesUpdate');
    default:
      return t('doesUnknown');
  }
}

/** A finding as a title and sentences. */
function findingTexts(finding: Finding, t: Translate): { title: string; texts: string[] } {
  switch (finding.id) {
    case 'receiver-is-another':
      return {
        title: t('receiverTitle'),
        texts: [t(finding.action === 'stake' ? 'receiverOfStake' : 'receiverOfExit')],
      };
    case 'would-revert':
      return { title: t('failsTitle'), texts: [finding.reason.words, t('failsCost')] };
    case 'pays-nothing':
      return { title: t('paysNothingTitle'), texts: [t('paysNothing')] };
    case 'unknown-call':
      return { title: t('unknownCallTitle'), texts: [t('unknownCall')] };
  }
}

const bannerSeverity = { critical: 'danger', warning: 'warning' } as const;

function FindingBanner(props: { finding: Finding; t: Translate }): JSXElement {
  const { title, texts } = findingTexts(props.finding, props.t);
  return (
    <Banner title={title} severity={bannerSeverity[props.finding.severity]}>
      {texts.map((text) => (
        <Text>{text}</Text>
      ))}
    </Banner>
  );
}

/** The receivers that are not the sender, each once. */
function otherReceivers(findings: readonly Finding[]): `0x${string}`[] {
  return [...new Set(findings.flatMap((finding) => (finding.id === 'receiver-is-another' ? [finding.receiver] : [])))];
}

/** What a transaction to a pool does, the heaviest finding on top. */
export function InsightView({ network, pool, steps, findings, insight, voice }: InsightProps): JSXElement {
  const { t } = voice;
  const [heaviest, ...others] = findings;
  const willFail = findings.some(({ id }) => id === 'would-revert');
  return (
    <Box>
      {heaviest ? <FindingBanner finding={heaviest} t={t} /> : null}
      {insight === null ? (
        <Banner title={t('notCheckedTitle')} severity="warning">
          <Text>{t('notChecked')}</Text>
        </Banner>
      ) : null}
      <Section>
        {steps.map(({ call, assets }) => [
          <Text>{stepText(call, assets === null ? null : formatEth(assets), t)}</Text>,
          assets !== null && fiatText(assets, voice) !== '' ? (
            <Text color="alternative">{fiatText(assets, voice)}</Text>
          ) : null,
          call.kind === 'unknown' ? <Copyable value={call.selector} /> : null,
        ])}
        {otherReceivers(findings).map((receiver) => (
          <Row label={t('receiver')} variant="critical">
            <Address address={receiver} />
          </Row>
        ))}
      </Section>
      <Section>{PlaceRows({ network, pool, t })}</Section>
      {insight === null || willFail ? null : (
        <Section>
          <AmountRow label={t('stakedBefore')} amount={insight.assetsBefore} voice={voice} />
          <AmountRow label={t('stakedAfter')} amount={insight.assetsAfter} voice={voice} />
        </Section>
      )}
      {others
        .map((finding) => findingTexts(finding, t))
        .map(({ title, texts }) => (
          <Text color="warning">{[title, ...texts].join('. ').replace(/\.\. /gu, '. ')}</Text>
        ))}
    </Box>
  );
}
