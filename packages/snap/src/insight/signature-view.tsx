import { Box, Copyable, Section, Text, type GenericSnapElement, type JSXElement } from '@metamask/snaps-sdk/jsx';
import type { Finding, SignedPermit, SignedVote } from '@pooled-staking/core';
import { formatTime } from '@pooled-staking/texts';
import type { KnownProposal } from '../governance/known';
import { ChoiceLines } from '../governance/choice-lines';
import type { Display } from '../ui/display';
import { AddressRow, TextRow } from '../ui/parts';
import { allowanceText, Heaviest, Others } from './insight-view';

type Props = { readonly findings: readonly Finding[]; readonly display: Display };

/** What is to be minded on top, then what the signature does. */
function Frame({ findings, display }: Props, sections: readonly GenericSnapElement[][]): JSXElement {
  const [heaviest, ...others] = findings;
  return (
    <Box>
      {heaviest ? Heaviest({ finding: heaviest, display }) : null}
      {sections
        .filter(({ length }) => length > 0)
        .map((lines) => (
          <Section>{lines}</Section>
        ))}
      {Others({ findings: others, display })}
    </Box>
  );
}

/** A vote in words: the space, the proposal and what is chosen. What is a stranger's text stands where nothing interprets it. */
export function VoteView(props: Props & { vote: SignedVote; known: KnownProposal | null }): JSXElement {
  const { vote, known, display } = props;
  const { t } = display;
  const { choice, reason } = vote;
  const choices =
    typeof choice === 'string'
      ? [
          <Text fontWeight="medium">{t('vote.choice')}</Text>,
          <Text>{t(choice === 'encrypted' ? 'vote.encrypted' : 'vote.unreadable')}</Text>,
        ]
      : ChoiceLines({ choice, choices: known?.choices ?? [], type: known?.type ?? null, texts: display });
  return Frame(props, [
    [<Text>{t('vote.does')}</Text>],
    [
      <Text fontWeight="medium">{t('vote.space')}</Text>,
      <Copyable value={vote.space} />,
      <Text fontWeight="medium">{t('vote.proposal')}</Text>,
      known || vote.proposal !== null ? (
        <Copyable value={known?.title ?? vote.proposal ?? ''} />
      ) : (
        <Text>{t('vote.unreadable')}</Text>
      ),
      ...choices,
    ],
    reason === '' ? [] : [<Text fontWeight="medium">{t('vote.reason')}</Text>, <Copyable value={reason} />],
  ]);
}

/** More tokens of one signature than these are counted, not shown. */
const mostTokens = 8;
/** The year 9999 ends here. */
const endOfTime = 253_402_300_800n;

/** A permit in words: who may take how much of what, and how long the signature can be used. */
export function PermitView(props: Props & { permit: SignedPermit }): JSXElement {
  const { permit, display } = props;
  const { t, locale } = display;
  const { tokens, otherTokens, spender, isTaker, network, deadline } = permit;
  const more = otherTokens + Math.max(0, tokens.length - mostTokens);
  return Frame(props, [
    [
      ...tokens
        .slice(0, mostTokens)
        .map(({ token, amount }) => <Text>{allowanceText({ token, amount }, display)}</Text>),
      ...(more > 0 ? [<Text>{t('permit.more', { count: more })}</Text>] : []),
      <AddressRow label={t('givenTo')} address={spender} isCritical={!isTaker} />,
    ],
    [
      <TextRow label={t('network')} text={network.name} extra={network.isTestnet ? t('testMoney') : ''} />,
      ...(deadline < endOfTime
        ? [<TextRow label={t('permit.usableUntil')} text={formatTime(Number(deadline), locale)} />]
        : []),
    ],
  ]);
}
