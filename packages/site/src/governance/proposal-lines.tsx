import {
  formOf,
  namesOf,
  stateAt,
  toIsoTime,
  votedChoice,
  type Proposal,
  type ProposalOfVoter,
  type ProposalState,
} from '@pooled-staking/core';
import { formatBasisPoints, formatList, formatPower } from '@pooled-staking/texts';
import { LedgerLine } from '../components/ledger-line';
import { locale, t, type SiteKey } from '../texts/texts';
import { relativeTo, shownTime } from '../time/words';
import { present } from './reads';

const timeTexts = {
  upcoming: 'votes.begins',
  open: 'votes.ends',
  past: 'votes.ended',
} as const satisfies Record<ProposalState, SiteKey<{ time: string }>>;

/** A state as the texts tell it apart. */
export const nameOfState = (state: ProposalState): 'open' | 'upcoming' | 'other' =>
  state === 'past' ? 'other' : state;

/** When voting begins, ends or ended. */
export function timeText(proposal: Proposal): string {
  const state = stateAt(proposal, present());
  const at = toIsoTime(state === 'upcoming' ? proposal.start : proposal.end);
  return t(timeTexts[state], { time: `${relativeTo(toIsoTime(present()), at)}, ${shownTime(at)}` });
}

/** How votes on a proposal are counted. */
export const typeText = ({ type, obstacle }: Proposal): string =>
  obstacle === 'encrypted'
    ? t('votes.encrypted')
    : t('votes.type', { type: type === null ? 'other' : type === 'quadratic' ? type : formOf(type) });

type ResultsProps = {
  readonly proposal: Proposal;
  /** Choices that are shown, the strongest first; `null`: all, in the proposal's order. */
  readonly most: number | null;
};

/** What stands behind each choice, and its share of all. */
export function Results({ proposal: { choices, scores }, most }: ResultsProps) {
  const all = scores.reduce((sum, score) => sum + Number(score), 0);
  if (all === 0) {
    return <p className="muted">{t('votes.noResults')}</p>;
  }
  const results = choices.map((name, index) => ({ name, number: index + 1, score: scores[index] ?? '0' }));
  const shown = most === null ? results : results.sort((a, b) => Number(b.score) - Number(a.score)).slice(0, most);
  const more = choices.length - shown.length;
  return (
    <>
      <ul className="results">
        {shown.map(({ name, number, score }) => {
          const share = Number(score) / all;
          return (
            <li key={number}>
              <span className="result-name">{`${number}. ${name}`}</span>
              <span className="result-number">
                {formatBasisPoints(Math.round(share * 10_000), locale())}{' '}
                <span className="muted">{formatPower(score, locale())}</span>
              </span>
              <progress className="result-bar" value={share} max={1} aria-hidden="true" />
            </li>
          );
        })}
      </ul>
      {more > 0 ? <p className="muted">{t('vote.more', { count: more })}</p> : null}
    </>
  );
}

/** Choices of an account that are named in a line. */
const mostNamed = 3;

/** What the account has voted, in words. */
function voteText({ proposal, voter }: ProposalOfVoter): string {
  if (!voter) {
    return t('governance.unknown');
  }
  if (!voter.voted) {
    return t('votes.notYet');
  }
  const choice = votedChoice(proposal, voter.voted);
  if (choice === null) {
    return t('votes.isSecret');
  }
  const named = namesOf(proposal.choices, choice).map(({ name, number }) => `${number}. ${name}`);
  const more = named.length - mostNamed;
  const others = more > 0 ? [t('votes.others', { count: more })] : [];
  return formatList([...named.slice(0, mostNamed), ...others], locale());
}

/** The account's power on a proposal that is open, and its vote; nothing without an account. */
export function VoterLines({ of, hasAccount }: { readonly of: ProposalOfVoter; readonly hasAccount: boolean }) {
  const isOpen = of.state === 'open';
  if (!hasAccount || (!isOpen && !of.voter?.voted)) {
    return null;
  }
  const power = of.voter?.power ?? null;
  return (
    <dl className="lines voter-lines">
      {isOpen ? (
        <LedgerLine label={t('vote.power')}>
          <span data-testid="voting-power">
            {power === null ? t('governance.unknown') : formatPower(power, locale())}
          </span>
        </LedgerLine>
      ) : null}
      <LedgerLine label={t('votes.yours')}>
        <span data-testid="own-vote">{voteText(of)}</span>
      </LedgerLine>
    </dl>
  );
}
