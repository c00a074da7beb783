import { metisSpace, pageOfSpace, type ProposalState } from '@pooled-staking/core';
import { useState } from 'react';
import { useAddressChoice } from '../address-choice';
import { Choice } from '../components/choice';
import { ErrorNote, Skeleton, StaleLine } from '../components/notes';
import { Section } from '../components/section';
import { t } from '../texts/texts';
import { nameOfState, Results, timeText, typeText, VoterLines } from './proposal-lines';
import { listed, useProposals, useVoter } from './reads';

const states = ['open', 'upcoming', 'past'] as const satisfies readonly ProposalState[];

/** Choices whose results stand in the list. */
const mostResults = 3;

/** The proposals of a state, with the way to older ones: how many there are, the hub does not tell. */
function Listed({ state }: { readonly state: ProposalState }) {
  const [page, setPage] = useState(0);
  const query = useProposals(state, page);
  const hasAccount = useVoter() !== null;
  const { data: proposals, error, refetch, isPlaceholderData } = query;
  if (!proposals) {
    return error ? (
      <>
        <ErrorNote error={error} onRetry={() => void refetch()} />
        <p>
          <a href={pageOfSpace(metisSpace)} target="_blank" rel="noreferrer">
            {t('votes.page')}
          </a>
        </p>
      </>
    ) : (
      <Skeleton lines={9} label={t('votes.reading')} />
    );
  }
  const isFull = proposals.length === listed;
  return (
    <div className={isPlaceholderData ? 'is-late' : ''} aria-busy={isPlaceholderData}>
      <StaleLine error={error} />
      {proposals.length === 0 ? <p className="empty">{t('votes.none', { state: nameOfState(state) })}</p> : null}
      <ul className="proposals">
        {proposals.map((each) => (
          <li key={each.proposal.id} data-testid="proposal">
            <h3>
              <a href={`#${each.proposal.id}`}>{each.proposal.title}</a>
            </h3>
            <p className="muted">{timeText(each.proposal)}</p>
            <p className="muted">{typeText(each.proposal)}</p>
            <VoterLines of={each} hasAccount={hasAccount} />
            {state === 'upcoming' ? null : <Results proposal={each.proposal} most={mostResults} />}
          </li>
        ))}
      </ul>
      {page > 0 || isFull ? (
        <nav className="pager" aria-label={t('votes.title')}>
          <button
            type="button"
            className="button button-quiet button-small"
            disabled={page === 0}
            onClick={() => {
              setPage(page - 1);
            }}
          >
            {t('votes.newer')}
          </button>
          <button
            type="button"
            className="button button-quiet button-small"
            disabled={!isFull}
            onClick={() => {
              setPage(page + 1);
            }}
          >
            {t('votes.older')}
          </button>
        </nav>
      ) : null}
    </div>
  );
}

/** All proposals by their state, which stays in the address. */
export function ProposalList() {
  const [state, setState] = useAddressChoice('state', states, 'open');
  return (
    <Section id="proposals" title={t('votes.title')} aside={metisSpace.name}>
      <div className="proposals-states">
        <Choice
          legend={t('governance.show')}
          options={states.map((value) => ({ value, label: t('votes.state', { state: nameOfState(value) }) }))}
          value={state}
          onChange={setState}
        />
      </div>
      <Listed key={state} state={state} />
    </Section>
  );
}
