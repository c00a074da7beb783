import {
  Box,
  Button,
  Checkbox,
  Copyable,
  Dropdown,
  Field,
  Form,
  Heading,
  Input,
  Link,
  Option,
  Radio,
  RadioGroup,
  Section,
  Text,
  type GenericSnapElement,
  type JSXElement,
} from '@metamask/snaps-sdk/jsx';
import {
  formOf,
  obstacleProblem,
  stateAt,
  StakingError,
  type Proposal,
  type ProposalOfVoter,
} from '@pooled-staking/core';
import { explainError, formatPower } from '@pooled-staking/texts';
import type { SnapTranslator } from '@pooled-staking/texts/snap';
import { Notice } from '../home/views/parts';
import { AddressRow, TextRow } from '../ui/parts';
import { mostRanked, noChoice, numberedField, voteFields, voteForm } from './vote-form';
import { Fault, Refresh, Results, timeText, typeText, VoterRows, type VotesProps } from './votes-view';

/** What a proposal's page shows of a vote. */
export type VoteNews =
  | { readonly kind: 'form' }
  /** The wallet asks. */
  | { readonly kind: 'asking' }
  /** Why the vote was not sent, or not taken. */
  | { readonly kind: 'refused'; readonly said: string }
  /** The wallet does not sign for a Snap. */
  | { readonly kind: 'fallback' }
  /** It was taken, with the id by which the hub names it. */
  | { readonly kind: 'done'; readonly receipt: string };

function NewsNotice({ news, texts: { t } }: { news: VoteNews; texts: SnapTranslator }): GenericSnapElement[] {
  switch (news.kind) {
    case 'form':
      return [];
    case 'asking':
      return [<Notice title={t('home.askWallet')} texts={[t('votes.askText')]} severity="info" />];
    case 'refused':
      return [<Notice title={t('votes.notSent')} texts={[news.said]} severity="warning" />];
    case 'fallback':
      return [<Notice title={t('home.fallbackTitle')} texts={[t('votes.fallbackText')]} severity="info" />];
    case 'done':
      return [
        <Notice title={t('votes.done')} texts={[t('votes.doneText')]} severity="success" />,
        <Text fontWeight="medium">{t('votes.receipt')}</Text>,
        <Copyable value={news.receipt} />,
      ];
  }
}

/** The fields in which a person chooses, by how votes on the proposal are counted. */
function ChoiceFields({ proposal, texts: { t } }: { proposal: Proposal; texts: SnapTranslator }): GenericSnapElement[] {
  const names = proposal.choices.map((name, index) => [index + 1, `${index + 1}. ${name}`] as const);
  switch (proposal.type && formOf(proposal.type)) {
    case 'one':
      return [
        <Field label={t('vote.choice')}>
          <RadioGroup name={voteFields.one}>
            {/* Wallets tick the first one: nobody votes for what happens to stand on top. */}
            <Radio value={noChoice}>{t('votes.noChoice')}</Radio>
            {names.map(([number, name]) => (
              <Radio value={String(number)}>{name}</Radio>
            ))}
          </RadioGroup>
        </Field>,
      ];
    case 'some':
      return [
        <Text fontWeight="medium">{t('vote.choice')}</Text>,
        ...names.map(([number, name]) => <Checkbox name={numberedField(number)} label={name} />),
      ];
    case 'order':
      return [
        <Text fontWeight="medium">{t('vote.ranking')}</Text>,
        ...names.map(([place]) => (
          <Field label={t('votes.place', { place: String(place) })}>
            <Dropdown name={numberedField(place)}>
              <Option value={noChoice}>{t('votes.noChoice')}</Option>
              {names.map(([number, name]) => (
                <Option value={String(number)}>{name}</Option>
              ))}
            </Dropdown>
          </Field>
        )),
      ];
    case 'weights':
      return [
        <Text>{t('votes.weights')}</Text>,
        ...names.map(([number, name]) => (
          <Field label={name}>
            <Input name={numberedField(number)} type="number" min={0} step={1} placeholder="0" />
          </Field>
        )),
      ];
    default:
      return [];
  }
}

/** Why no vote is given here; `null` where one can be. */
function hindranceOf(of: ProposalOfVoter, { context, texts }: VotesProps): string | null {
  const { proposal, voter } = of;
  const problem = obstacleProblem(proposal);
  if (problem) {
    return explainError(problem, texts);
  }
  if (!context.isOwn) {
    return texts.t('home.viewOnly');
  }
  if (voter?.power === '0') {
    const { account } = context;
    return explainError(new StakingError('NO_VOTING_POWER', { kind: 'no-voting-power', account }), texts);
  }
  return proposal.type && formOf(proposal.type) === 'order' && proposal.choices.length > mostRanked
    ? texts.t('votes.tooManyToRank')
    : null;
}

/** The form of a vote, or why there is none. */
function VoteForm(props: VotesProps & { of: ProposalOfVoter; news: VoteNews }): GenericSnapElement[] {
  const { of, news, texts, isReading } = props;
  const { t } = texts;
  const hindrance = hindranceOf(of, props);
  const isBusy = news.kind === 'asking';
  if (hindrance !== null) {
    return [<Text color="alternative">{hindrance}</Text>];
  }
  return [
    ...(of.voter?.voted && news.kind !== 'done' ? [<Text color="warning">{t('vote.replaces')}</Text>] : []),
    <Form name={voteForm}>
      {ChoiceFields({ proposal: of.proposal, texts })}
      <Field label={t('votes.reason')}>
        <Input name={voteFields.reason} />
      </Field>
      <Text color="alternative">{t('vote.free')}</Text>
      <Button name="cast" type="submit" disabled={isBusy || isReading} loading={isBusy}>
        {t('vote.title')}
      </Button>
    </Form>,
  ];
}

/** One proposal: its text, its results, and the vote of the account. Everything of the hub is plain text. */
export function ProposalView(props: VotesProps & { shown: ProposalOfVoter; news: VoteNews }): JSXElement {
  const { context, texts, isReading, said, now, shown, news } = props;
  const { t, locale } = texts;
  const { proposal } = shown;
  const { title, body, quorum, votes, page } = proposal;
  const state = stateAt(proposal, now);
  return (
    <Box>
      <Button name="back" disabled={news.kind === 'asking'}>
        {t('home.back')}
      </Button>
      <Heading>{title}</Heading>
      {NewsNotice({ news, texts })}
      {Fault({ said, page, texts })}
      <Section>
        <AddressRow label={t('account')} address={context.account} />
        <Text>{typeText(proposal, texts)}</Text>
        <Text>{timeText(proposal, now, texts)}</Text>
        {VoterRows({ of: shown, now, texts })}
      </Section>
      {body === ''
        ? null
        : [
            <Text fontWeight="medium">{t('votes.text')}</Text>,
            <Text color="alternative">{t('votes.textOf')}</Text>,
            <Copyable value={body} />,
          ]}
      {state === 'upcoming' ? null : (
        <Section>
          <Text fontWeight="medium">{t(state === 'open' ? 'votes.resultsSoFar' : 'votes.results')}</Text>
          {Results({ proposal, most: null, texts })}
          <TextRow label={t('votes.cast')} text={formatPower(String(votes), locale)} />
          {Number(quorum) > 0 ? <TextRow label={t('votes.quorum')} text={formatPower(quorum, locale)} /> : null}
        </Section>
      )}
      {state === 'open' ? VoteForm({ ...props, of: shown }) : null}
      <Link href={page}>{t('votes.page')}</Link>
      {Refresh({ isReading, texts })}
    </Box>
  );
}
