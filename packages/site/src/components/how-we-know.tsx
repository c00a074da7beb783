import { protocolOf, toIsoTime } from '@pooled-staking/core';
import { useChosenPool, useRewards, type AccountView } from '@pooled-staking/react';
import { useState } from 'react';
import { wholeSpan } from '../rewards/span';
import { formatNumber, rich, t } from '../texts/texts';
import { Eth } from './amounts';
import { LedgerLine } from './ledger-line';
import { ErrorNote } from './notes';
import { ReadingLine, StoppedLine } from './reading';
import { RewardsSum } from './rewards-sum';
import './how-we-know.css';

type ProofProps = { readonly view: AccountView; readonly currency: string | null };

/** What every report brought since the first movement, held against the sum of the whole life. */
function Reports({ view, currency }: ProofProps) {
  const { query, cancel, isStopped } = useRewards({ span: wholeSpan, currency });
  const books = query.data;
  const hasReports = protocolOf(useChosenPool().pool).hasReports === true;
  if (!books) {
    return isStopped ? (
      <StoppedLine onAgain={() => void query.refetch()} />
    ) : query.error ? (
      <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <ReadingLine label={t('rewards.readingReports')} onCancel={cancel} />
    );
  }
  const { points } = books;
  const sumOf = (isLoss: boolean): bigint =>
    points.reduce((sum, { reward }) => (reward < 0n === isLoss ? sum + reward : sum), 0n);
  const first = points[0];
  const last = points.at(-1);
  return (
    <>
      <dl className="lines lines-sum" data-testid="proof-reports">
        <LedgerLine label={t('statement.rewards')}>
          <Eth wei={sumOf(false)} isSigned isExact />
        </LedgerLine>
        <LedgerLine label={t('statement.penalties')}>
          <Eth wei={sumOf(true)} isExact />
        </LedgerLine>
        <LedgerLine label={t('sum.rewardsSoFar')} kind="total">
          <Eth wei={books.rewards} isSigned isExact />
        </LedgerLine>
      </dl>
      <p>
        {t(hasReports ? 'proof.reportsAgree' : 'proof.rewardsAgree', {
          count: points.length,
          from: formatNumber(first?.blockNumber ?? view.state.block.number),
          to: formatNumber(last?.blockNumber ?? view.state.block.number),
        })}
      </p>
    </>
  );
}

/** Why the rewards are what they are said to be: what went in, what came out, what is there, and why it must agree. */
export function HowWeKnow({ view, currency }: ProofProps) {
  const [isOpen, setOpen] = useState(false);
  const { state, entries, shares, sharesByLogs, gap } = view;
  const { block } = state;
  const first = entries[0];
  const { hasReports } = protocolOf(useChosenPool().pool);
  return (
    <section className="proof" aria-labelledby="proof-title">
      <h3 id="proof-title">{t('proof.title')}</h3>
      <p>{t('proof.idea')}</p>
      <RewardsSum view={view} isExact />
      <p>
        {t('statement.readAt', {
          block: formatNumber(block.number),
          time: toIsoTime(block.timestamp).replace('T', ' ').replace('Z', ''),
          hash: block.hash,
        })}
      </p>
      {first && sharesByLogs !== undefined && gap === null ? (
        <p data-testid="proof-shares">
          {rich('proof.sharesAgree', {
            count: entries.length,
            block: formatNumber(first.blockNumber),
            logs: () => <code>{sharesByLogs.toString()}</code>,
            contract: () => <code>{shares.toString()}</code>,
          })}
        </p>
      ) : null}
      {gap === null ? (
        <details
          className="proof-more"
          onToggle={({ currentTarget }) => {
            setOpen(currentTarget.open);
          }}
        >
          <summary>{t(hasReports ? 'proof.eachReport' : 'proof.eachReward')}</summary>
          {isOpen ? <Reports view={view} currency={currency} /> : null}
        </details>
      ) : null}
    </section>
  );
}
