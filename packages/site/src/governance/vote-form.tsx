import {
  formOf,
  longestReason,
  obstacleProblem,
  StakingError,
  type Address,
  type ProposalOfVoter,
} from '@pooled-staking/core';
import type { Session } from '@pooled-staking/react';
import { explainError } from '@pooled-staking/texts';
import { useMutation } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { ErrorNote, Note } from '../components/notes';
import { t, texts } from '../texts/texts';
import { choiceOf, emptyDraft, mostRanked, ticked, type Draft } from './draft';
import { castVote, type TakenVote } from './vote';

type FieldsProps = {
  readonly of: ProposalOfVoter;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
};

/** The fields in which a person chooses, by how votes on the proposal are counted. Nothing is chosen beforehand. */
function ChoiceFields({ of: { proposal }, draft, onChange }: FieldsProps) {
  const name = useId();
  const { choices, type } = proposal;
  const form = type && formOf(type);
  const names = choices.map((choice, index) => [index + 1, `${index + 1}. ${choice}`] as const);
  const setEach = (number: number, value: string): void => {
    onChange({ ...draft, each: { ...draft.each, [number]: value } });
  };
  return (
    <fieldset className="vote-choices">
      <legend>{t(form === 'order' ? 'vote.ranking' : 'vote.choice')}</legend>
      {form === 'weights' ? <p className="muted">{t('votes.weights')}</p> : null}
      {names.map(([number, label]) => {
        const id = `${name}-${number}`;
        switch (form) {
          case 'one':
          case 'some':
            return (
              <label key={number} className="vote-choice">
                <input
                  type={form === 'one' ? 'radio' : 'checkbox'}
                  name={form === 'one' ? name : id}
                  checked={form === 'one' ? draft.one === number : draft.each[number] === ticked}
                  onChange={({ target }) => {
                    if (form === 'one') {
                      onChange({ ...draft, one: number });
                    } else {
                      setEach(number, target.checked ? ticked : '');
                    }
                  }}
                />
                <span>{label}</span>
              </label>
            );
          case 'order':
            return (
              <label key={number} className="vote-field">
                <span>{t('votes.place', { place: String(number) })}</span>
                <select
                  className="text-input"
                  value={draft.each[number] ?? '0'}
                  onChange={({ target }) => {
                    setEach(number, target.value);
                  }}
                >
                  <option value="0">{t('votes.noChoice')}</option>
                  {names.map(([value, text]) => (
                    <option key={value} value={String(value)}>
                      {text}
                    </option>
                  ))}
                </select>
              </label>
            );
          default:
            return (
              <label key={number} className="vote-field">
                <span>{label}</span>
                <input
                  className="text-input"
                  inputMode="numeric"
                  autoComplete="off"
                  placeholder="0"
                  value={draft.each[number] ?? ''}
                  onChange={({ target }) => {
                    setEach(number, target.value);
                  }}
                />
              </label>
            );
        }
      })}
    </fieldset>
  );
}

/** Why no vote is given here; `null` where one can be. */
function hindranceOf({ proposal, voter }: ProposalOfVoter, account: string): string | null {
  const problem = obstacleProblem(proposal);
  if (problem) {
    return explainError(problem, texts());
  }
  if (voter?.power === '0') {
    const facts = { kind: 'no-voting-power', account: account as Address } as const;
    return explainError(new StakingError('NO_VOTING_POWER', facts), texts());
  }
  return proposal.type && formOf(proposal.type) === 'order' && proposal.choices.length > mostRanked
    ? t('votes.tooManyToRank')
    : null;
}

/** What was taken, with the receipt by which the hub names it. */
function Taken({ vote }: { readonly vote: TakenVote }) {
  return (
    <div role="status">
      <Note tone="info" title={t('votes.done')}>
        <p>{t('votes.doneText')}</p>
        <p>
          {t('votes.receipt')}: <code data-testid="receipt">{vote.receipt}</code>
        </p>
      </Note>
    </div>
  );
}

type VoteFormProps = {
  readonly of: ProposalOfVoter;
  readonly session: Session;
  /** Told of a vote that was taken. */
  readonly onTaken: (vote: TakenVote) => void;
};

/** The form of a vote, or why there is none. */
export function VoteForm({ of, session, onTaken }: VoteFormProps) {
  const [draft, setDraft] = useState(emptyDraft);
  const [reason, setReason] = useState('');
  const vote = useMutation({
    networkMode: 'always',
    mutationFn: async () => castVote(session, of.proposal, choiceOf(of.proposal, draft), reason.trim()),
    onSuccess: onTaken,
  });
  const hindrance = hindranceOf(of, session.account);
  if (hindrance !== null) {
    return <p>{hindrance}</p>;
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!vote.isPending) {
      vote.mutate();
    }
  };
  return (
    <form className="vote-form" onSubmit={submit} noValidate>
      {of.voter?.voted && !vote.data ? <p className="muted">{t('vote.replaces')}</p> : null}
      <ChoiceFields of={of} draft={draft} onChange={setDraft} />
      <label className="vote-field">
        <span>{t('votes.reason')}</span>
        <input
          className="text-input"
          autoComplete="off"
          maxLength={longestReason}
          value={reason}
          onChange={({ target }) => {
            setReason(target.value);
          }}
        />
      </label>
      <p className="muted">{t('vote.free')}</p>
      <button type="submit" className="button" disabled={vote.isPending}>
        {t(vote.isPending ? 'network.checkYourWallet' : 'vote.title')}
      </button>
      {vote.error ? <ErrorNote error={vote.error} /> : null}
      {vote.data ? <Taken vote={vote.data} /> : null}
    </form>
  );
}
