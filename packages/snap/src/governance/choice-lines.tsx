import { Copyable, Text, type GenericSnapElement } from '@metamask/snaps-sdk/jsx';
import { formOf, namesOf, type Choice, type VotingType } from '@pooled-staking/core';
import { formatBasisPoints } from '@pooled-staking/texts';
import type { SnapTranslator } from '@pooled-staking/texts/snap';

/** More choices than these are counted, not shown. */
const mostLines = 20;

/** What is chosen, by the proposal's names, which nothing interprets; by number where they are not known. */
export function ChoiceLines(props: {
  choice: Choice;
  choices: readonly string[];
  /** `null` where it is not known. */
  type: VotingType | null;
  texts: SnapTranslator;
}): GenericSnapElement[] {
  const { choice, choices, type, texts } = props;
  const { t, locale } = texts;
  const named = namesOf(choices, choice);
  const all = named.reduce((sum, { weight }) => sum + (weight ?? 0), 0);
  const isRanking = type !== null && formOf(type) === 'order';
  const lines = named.slice(0, mostLines).map(({ number, name, weight }) => {
    const text = name === '' ? t('vote.number', { number: String(number) }) : `${number}. ${name}`;
    const share = weight !== null && all > 0 ? Math.round((weight * 10_000) / all) : null;
    return share === null ? text : `${text}: ${formatBasisPoints(share, locale)}`;
  });
  const more = named.length - lines.length;
  return [
    <Text fontWeight="medium">{t(isRanking ? 'vote.ranking' : 'vote.choice')}</Text>,
    ...lines.map((line) => <Copyable value={line} />),
    ...(more > 0 ? [<Text>{t('vote.more', { count: more })}</Text>] : []),
  ];
}
