import { metisSpace, pageOfSpace, type ProposalOfVoter } from '@pooled-staking/core';
import { useWallet } from '@pooled-staking/react';
import { formatPower } from '@pooled-staking/texts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Address } from '../components/amounts';
import { LedgerLine } from '../components/ledger-line';
import { ErrorNote, Skeleton, StaleLine } from '../components/notes';
import { WalletChooser } from '../components/wallet-chooser';
import { locale, t } from '../texts/texts';
import { Results, timeText, typeText, VoterLines } from './proposal-lines';
import { useProposal } from './reads';
import type { TakenVote } from './vote';
import { VoteForm } from './vote-form';

/** A proposal with a vote of the account that the hub may not tell of yet. */
function withVote(of: ProposalOfVoter, vote: TakenVote | null): ProposalOfVoter {
  if (!vote || (of.voter?.voted && of.voter.voted.at >= vote.at)) {
    return of;
  }
  const { choice, at } = vote;
  return { ...of, voter: { power: of.voter?.power ?? null, voted: { choice, at } } };
}

/** The vote of the connected account, or the way to connect one. */
function Voting({ of, onTaken }: { readonly of: ProposalOfVoter; readonly onTaken: (vote: TakenVote) => void }) {
  const { session } = useWallet();
  if (of.state !== 'open') {
    return null;
  }
  return (
    <section className="section" aria-labelledby="vote-title">
      <div className="section-head">
        <h2 id="vote-title">{t('vote.title')}</h2>
        {session ? (
          <div className="section-aside">
            <Address address={session.account} />
          </div>
        ) : null}
      </div>
      {session ? (
        <VoteForm key={`${session.wallet.id}:${session.account}`} of={of} session={session} onTaken={onTaken} />
      ) : (
        <>
          <p>{t('governance.connect')}</p>
          <WalletChooser />
        </>
      )}
    </section>
  );
}

/** One proposal: its text, its results, and the vote of the account. Everything of the hub is plain text. */
function Shown({ of }: { readonly of: ProposalOfVoter }) {
  const queryClient = useQueryClient();
  const { session } = useWallet();
  const account = session?.account ?? null;
  const [taken, setTaken] = useState<{ readonly account: string | null; readonly vote: TakenVote } | null>(null);
  const { proposal, state } = of;
  const { title, body, quorum, votes, page } = proposal;
  const own = withVote(of, taken?.account === account ? taken.vote : null);
  return (
    <>
      <h1>{title}</h1>
      <p>{timeText(proposal)}</p>
      <p className="muted">{typeText(proposal)}</p>
      <p>
        <a href={page} target="_blank" rel="noreferrer">
          {t('votes.page')}
        </a>
      </p>
      <VoterLines of={own} hasAccount={account !== null} />
      <div className="proposal-parts">
        {body === '' ? null : (
          <section className="section" aria-labelledby="text-title">
            <div className="section-head">
              <h2 id="text-title">{t('votes.text')}</h2>
            </div>
            <p className="muted">{t('votes.textOf')}</p>
            <p className="proposal-text">{body}</p>
          </section>
        )}
        <div className="proposal-side">
          {state === 'upcoming' ? null : (
            <section className="section" aria-labelledby="results-title">
              <div className="section-head">
                <h2 id="results-title">{t(state === 'open' ? 'votes.resultsSoFar' : 'votes.results')}</h2>
              </div>
              <Results proposal={proposal} most={null} />
              <dl className="lines">
                <LedgerLine label={t('votes.cast')}>{formatPower(String(votes), locale())}</LedgerLine>
                {Number(quorum) > 0 ? (
                  <LedgerLine label={t('votes.quorum')}>{formatPower(quorum, locale())}</LedgerLine>
                ) : null}
              </dl>
            </section>
          )}
          <Voting
            of={own}
            onTaken={(vote) => {
              setTaken({ account, vote });
              void queryClient.invalidateQueries({ queryKey: ['governance'] });
            }}
          />
        </div>
      </div>
    </>
  );
}

/** The proposal of the address, and the way back to all of them. */
export function ProposalPage({ id }: { readonly id: string }) {
  const { data, error, refetch } = useProposal(id);
  return (
    <div className="proposal">
      <p>
        <a href="#">{t('governance.all')}</a>
      </p>
      {data ? (
        <>
          <StaleLine error={error} />
          <Shown of={data} />
        </>
      ) : error ? (
        <>
          <ErrorNote error={error} onRetry={() => void refetch()} />
          <p>
            <a href={pageOfSpace(metisSpace)} target="_blank" rel="noreferrer">
              {t('votes.page')}
            </a>
          </p>
        </>
      ) : (
        <Skeleton lines={12} label={t('votes.reading')} />
      )}
    </div>
  );
}
