import { exitHistories, paidBy, toIsoTime, type ExitHistory } from '@pooled-staking/core';
import type { AccountView, CancellableRead } from '@pooled-staking/react';
import { Eth } from '../components/amounts';
import { ErrorNote, Skeleton } from '../components/notes';
import { Paged } from '../components/pager';
import { StoppedLine } from '../components/reading';
import { rich, t } from '../texts/texts';
import { spanWords } from '../time/words';
import { closedExits, closedSteps } from './steps';
import { Timeline } from './timeline';

const pageSize = 3;

function ClosedExit({ history }: { readonly history: ExitHistory }) {
  const { begun, payments } = history;
  const paid = payments.length > 0 ? paidBy(history) : null;
  const end = payments.at(-1);
  return (
    <li className="exit" data-testid="closed-exit">
      <div className="exit-main">
        {paid === null ? null : (
          <p className="exit-paid">
            {begun && end
              ? rich('exit.paidAfter', {
                  amount: () => <Eth wei={paid} />,
                  span: spanWords(end.time - begun.time),
                })
              : rich('exit.paidInAll', { amount: () => <Eth wei={paid} /> })}
          </p>
        )}
        <Timeline steps={closedSteps(history)} requestedAt={begun && toIsoTime(begun.time)} />
      </div>
    </li>
  );
}

type ClosedExitsProps = {
  readonly reading: CancellableRead<AccountView>;
  /** Exits that are not over, as far as the page knows. */
  readonly open: readonly { readonly id: string }[];
};

/** The exits that are over, each with what it has paid and how long it took. */
export function ClosedExits({ reading: { query, isStopped }, open }: ClosedExitsProps) {
  const view = query.data;
  if (!view) {
    return isStopped ? (
      <StoppedLine onAgain={() => void query.refetch()} />
    ) : query.error ? (
      <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Skeleton lines={2} label={t('rewards.readingHistory')} />
    );
  }
  const ids = new Set([...open.map(({ id }) => id), ...view.exits.map(({ id }) => id.toString())]);
  const closed = closedExits(exitHistories(view.entries), ids);
  return closed.length === 0 ? null : (
    <div className="closed-exits">
      <h3>{t('exit.closedExits')}</h3>
      <Paged label={t('exit.pagesOfClosed')} rows={closed} pageSize={pageSize}>
        {(rows) => (
          <ul className="exits">
            {rows.map((history) => (
              <ClosedExit key={history.id.toString()} history={history} />
            ))}
          </ul>
        )}
      </Paged>
    </div>
  );
}
