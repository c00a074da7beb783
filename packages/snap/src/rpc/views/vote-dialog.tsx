import { Address, Box, Copyable, Heading, Row, Section, Text, type JSXElement } from '@metamask/snaps-sdk/jsx';
import { votedChoice, type Address as AccountAddress, type VoteQuote } from '@pooled-staking/core';
import { formatTime } from '@pooled-staking/texts';
import type { SnapTranslator } from '@pooled-staking/texts/snap';
import { ChoiceLines } from '../../governance/choice-lines';
import { TextRow, Warnings } from '../../ui/parts';

/** What a person approves when they vote: where, on what, for what and with how much power. */
export function VoteDialog(props: {
  origin: string;
  account: AccountAddress;
  quote: VoteQuote;
  texts: SnapTranslator;
}): JSXElement {
  const { origin, account, quote, texts } = props;
  const { t, locale } = texts;
  const { proposal, choice, power, voted, data } = quote;
  const { choices, type, space } = proposal;
  const earlier = votedChoice(proposal, voted);
  const { reason } = data.message;
  return (
    <Box>
      <Warnings texts={voted ? [t('vote.replaces')] : []} t={t} />
      <Heading>{t('vote.title')}</Heading>
      <Text color="alternative">{t('askedBy')}</Text>
      <Copyable value={origin} />
      <Section>
        <Row label={t('account')}>
          <Address address={account} />
        </Row>
        <TextRow label={t('vote.space')} text={space.name} extra={space.id} />
        <TextRow label={t('vote.power')} text={power} />
        <TextRow label={t('vote.ends')} text={formatTime(proposal.end, locale)} />
      </Section>
      <Section>
        <Text fontWeight="medium">{t('vote.proposal')}</Text>
        <Copyable value={proposal.title} />
        {ChoiceLines({ choice, choices, type, texts })}
      </Section>
      {earlier === null ? null : (
        <Section>
          <Text fontWeight="medium">{t('vote.earlier')}</Text>
          {ChoiceLines({ choice: earlier, choices, type, texts }).slice(1)}
        </Section>
      )}
      {reason === '' ? null : (
        <Section>
          <Text fontWeight="medium">{t('vote.reason')}</Text>
          <Copyable value={reason} />
        </Section>
      )}
      <Text color="alternative">{t('vote.free')}</Text>
    </Box>
  );
}
