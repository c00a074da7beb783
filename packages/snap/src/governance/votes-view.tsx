import {
  Box,
  Button,
  Heading,
  Link,
  Section,
  Text,
  type GenericSnapElement,
  type JSXElement,
} from '@metamask/snaps-sdk/jsx';
import {
  formOf,
  namesOf,
  pageOfSpace,
  stateAt,
  votedChoice,
  type GovernanceSpace,
  type Proposal,
  type ProposalOfVoter,
  type ProposalState,
  type Seconds,
} from '@pooled-staking/core';
import { formatBasisPoints, formatList, formatPower, formatRelative, formatTime } from '@pooled-staking/texts';
import type { SnapKey, SnapTranslator } from '@pooled-staking/texts/snap';
import { Notice } from '../home/views/parts';
import { AddressRow, TextRow } from '../ui/parts';
import { shortTitle } from './short-title';
import { listed, proposalStates, type VotesContext } from './votes-context';

/** What every page about proposals is drawn from. */
export type VotesProps = {
  readonly context: VotesContext;
  readonly space: GovernanceSpace;
  readonly texts: SnapTranslator;
  readonly isReading: boolean;
  /** Why there is nothing newer than what is shown. */
  readonly said: string | null;
  readonly now: Seconds;
};

/** Choices whose results stand in the list. */
const mostResults = 3;

const timeTexts: Readonly<Record<ProposalState, SnapKey<{ time: string }>>> = {
  upcoming: 'votes.begins',
  open: 'votes.ends',
  past: 'votes.ended',
};

/** A state as the texts tell it apart. */
const nameOf = (state: ProposalState): 'open' | 'upcoming' | 'other' => (state === 'past' ? 'other' : state);

/** When voting begins, ends or ended. */
export function timeText(proposal: Proposal, now: Seconds, { t, locale }: SnapTranslator): string {
  const state = stateAt(proposal, now);
  const at = state === 'upcoming' ? proposal.start : proposal.end;
  return t(timeTexts[state], { time: `${formatRelative(at - now, locale)}, ${formatTime(at, locale)}` });
}

/** How votes on a proposal are counted. */
export const typeText = ({ type, obstacle }: Proposal, { t }: SnapTranslator): string =>
  obstacle === 'encrypted'
    ? t('votes.encrypted')
    : t('votes.type', { type: type === null ? 'other' : type === 'quadratic' ? type : formOf(type) });

/**
 * What stands behind each choice, in the proposal's order or the strongest first, and their share of all.
 * @param most choices that are shown; the others are counted.
 */
export function Results(props: {
  proposal: Proposal;
  most: number | null;
  texts: SnapTranslator;
}): GenericSnapElement[] {
  const { proposal, most, texts } = props;
  const { t, locale } = texts;
  const { choices, scores } = proposal;
  const all = scores.reduce((sum, score) => sum + Number(score), 0);
  if (all === 0) {
    return [<Text color="muted">{t('votes.noResults')}</Text>];
  }
  const results = choices.map((name, index) => ({ name, number: index + 1, score: scores[index] ?? '0' }));
  const shown = most === null ? results : results.sort((a, b) => Number(b.score) - Number(a.score)).slice(0, most);
  const more = choices.length - shown.length;
  return [
    ...shown.map(({ name, number, score }) => (
      <Text>
        {`${number}. ${name}: ${formatBasisPoints(Math.round((Number(score) * 10_000) / all), locale)} (${formatPower(score, locale)})`}
      </Text>
    )),
    ...(more > 0 ? [<Text color="muted">{t('vote.more', { count: more })}</Text>] : []),
  ];
}

/** The account's power on a proposal that is open, and its vote. */
export function VoterRows(props: { of: ProposalOfVoter; now: Seconds; texts: SnapTranslator }): GenericSnapElement[] {
  const { of, now, texts } = props;
  const { t, locale } = texts;
  const { proposal, voter } = of;
  const isOpen = stateAt(proposal, now) === 'open';
  const choice = votedChoice(proposal, voter?.voted ?? null);
  const named =
    choice === null ? [] : namesOf(proposal.choices, choice).map(({ name, number }) => `${number}. ${name}`);
  const more = named.length - mostResults;
  const vote =
    voter === null
      ? t('home.unknownAmount')
      : voter.voted === null
        ? t('votes.notYet')
        : choice === null
          ? t('votes.isSecret')
          : formatList(
              [...named.slice(0, mostResults), ...(more > 0 ? [t('votes.others', { count: more })] : [])],
              locale,
            );
  const power = voter?.power ?? null;
  return [
    ...(isOpen
      ? [
          <TextRow
            label={t('vote.power')}
            text={power === null ? t('home.unknownAmount') : formatPower(power, locale)}
          />,
        ]
      : []),
    ...(isOpen || voter?.voted ? [<TextRow label={t('votes.yours')} text={vote} />] : []),
  ];
}

/** Why the proposals are not read, and where they are in a browser. */
export function Fault(props: { said: string | null; page: string; texts: SnapTranslator }): GenericSnapElement[] {
  const { said, page, texts } = props;
  const { t } = texts;
  return said === null
    ? []
    : [
        <Notice title={t('votes.unread')} texts={[said]} severity="warning" />,
        <Link href={page}>{t('votes.page')}</Link>,
      ];
}

/** The button that reads anew what is shown. */
export function Refresh({ isReading, texts }: Pick<VotesProps, 'isReading' | 'texts'>): GenericSnapElement[] {
  const { t } = texts;
  return [
    ...(isReading ? [<Text color="muted">{t('votes.reading')}</Text>] : []),
    <Button name="refresh" loading={isReading} disabled={isReading}>
      {t('home.refresh')}
    </Button>,
  ];
}

/** Proposals of one state, the newest first. */
export function VotesView({ context, space, texts, isReading, said, now }: VotesProps): JSXElement {
  const { t } = texts;
  const { account, list, skip, state } = context;
  return (
    <Box>
      <Button name="back">{t('home.back')}</Button>
      <Heading>{t('votes.title')}</Heading>
      <TextRow label={t('vote.space')} text={space.name} extra={space.id} />
      <AddressRow label={t('account')} address={account} />
      <Box direction="horizontal">
        {proposalStates.map((each) => (
          <Button name={`state:${each}`} size="sm" disabled={each === state && skip === 0}>
            {t('votes.state', { state: nameOf(each) })}
          </Button>
        ))}
      </Box>
      {Fault({ said, page: pageOfSpace(space), texts })}
      {list?.length === 0 ? <Text>{t('votes.none', { state: nameOf(state) })}</Text> : null}
      {(list ?? []).map((each) => (
        <Section>
          <Text fontWeight="medium">{each.proposal.title}</Text>
          <Text color="alternative">{typeText(each.proposal, texts)}</Text>
          <Text color="alternative">{timeText(each.proposal, now, texts)}</Text>
          {VoterRows({ of: each, now, texts })}
          {state === 'upcoming' ? null : Results({ proposal: each.proposal, most: mostResults, texts })}
          <Button name={`proposal:${each.proposal.id}`}>
            {t('votes.open', { proposal: shortTitle(each.proposal.title) })}
          </Button>
        </Section>
      ))}
      <Box direction="horizontal">
        {skip > 0 ? (
          <Button name={`skip:${Math.max(0, skip - listed)}`} size="sm">
            {t('votes.newer')}
          </Button>
        ) : null}
        {list?.length === listed ? (
          <Button name={`skip:${skip + listed}`} size="sm">
            {t('votes.older')}
          </Button>
        ) : null}
      </Box>
      {Refresh({ isReading, texts })}
    </Box>
  );
}
